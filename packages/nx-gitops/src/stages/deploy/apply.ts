import { isGitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/parse-settings.ts';
import { kappDeploy, type KappApp } from '../../tools/kapp.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import type { StageContext } from '../stage-context.ts';
import { explainFailure } from './explain-failure.ts';

export interface Application {
  readonly app: KappApp;
  readonly environment: Environment;
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
}

/** Applies the manifests; a release that does not become ready is explained. */
export async function apply(
  { app, environment, manifests, signal }: Application,
  stage: StageContext,
): Promise<void> {
  const { namespace, waitTimeout } = environment;
  try {
    await kappDeploy(stage.run, app, manifests, waitTimeout, stage.report, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!isGitopsError(error) || error.code !== 'RELEASE_UNHEALTHY') throw error;
    throw await explainFailure(error, openKubectl(stage.run, app.cluster), namespace);
  }
}
