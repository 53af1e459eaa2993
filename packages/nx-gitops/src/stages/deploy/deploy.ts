import { isGitopsError } from '../../model/errors.ts';
import { kappDeploy, kappDiff, type ObjectChange } from '../../tools/kapp.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import { appOf, formatDifference, snapshotFile, type DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../validate/validate.ts';
import { explainFailure } from './explain-failure.ts';
import { refuseMissingDigests } from './refuse-missing-digests.ts';
import { findStale, refuseStale, type JudgedService } from './refuse-stale.ts';

export interface DeployInput extends DiffInput {
  readonly services: readonly JudgedService[];
}

export interface Deployed {
  readonly context: string;
  readonly changes: readonly ObjectChange[];
}

/** Plan → guards → kapp. What is asked of the cluster is exactly the snapshot. */
export async function deploy(input: DeployInput, stage: StageContext): Promise<Deployed> {
  const { environment, services } = input;
  const { namespace } = environment;
  const app = appOf(input, stage);
  const { context } = app.cluster;
  const stale = environment.locks === 'pinned' ? [] : findStale(services);
  if (stage.dryRun && stale.length > 0) {
    const names = stale.map(({ service }) => service.name).join(', ');
    stage.report(
      `${names} would be locked and rendered first: what changes then cannot be told yet`,
    );
    return { context, changes: [] };
  }
  refuseStale(stale, environment);
  const state = await readSnapshot(environment, stage);
  await refuseMissingDigests(state, services, stage);
  const kubectl = openKubectl(stage.run, app.cluster);
  if (!stage.dryRun && (await kubectl.ensureNamespace(namespace))) {
    stage.report(`Made the namespace ${namespace}`);
  }
  const file = snapshotFile(environment, stage);
  const changes = await kappDiff(stage.run, app, file);
  formatDifference({ environment: environment.name, context, changes }).forEach(stage.report);
  if (changes.length === 0 || stage.dryRun) return { context, changes };
  try {
    await kappDeploy(stage.run, app, file, environment.waitTimeout, stage.report);
  } catch (error) {
    if (!isGitopsError(error) || error.code !== 'RELEASE_UNHEALTHY') throw error;
    throw await explainFailure(error, kubectl, namespace);
  }
  return { context, changes };
}
