import { isGitopsError } from '../../model/errors.ts';
import type { Mask } from '../../model/mask.ts';
import { kappDeploy, kappDiff, type ObjectChange } from '../../tools/kapp.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import { appOf, formatDifference, type DiffInput } from '../diff/diff.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
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
export const deploy = (input: DeployInput, stage: StageContext): Promise<Deployed> =>
  withMask(stage, (masked, mask) => deployMasked(input, masked, mask));

async function deployMasked(
  input: DeployInput,
  stage: StageContext,
  mask: Mask,
): Promise<Deployed> {
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
  const manifests = await openRelease(state, mask, stage);
  const kubectl = openKubectl(stage.run, app.cluster);
  if (!stage.dryRun && (await kubectl.ensureNamespace(namespace))) {
    stage.report(`Made the namespace ${namespace}`);
  }
  const changes = await kappDiff(stage.run, app, manifests);
  formatDifference({ environment: environment.name, context, changes }).forEach(stage.report);
  if (changes.length === 0 || stage.dryRun) return { context, changes };
  try {
    await kappDeploy(stage.run, app, manifests, environment.waitTimeout, stage.report);
  } catch (error) {
    if (!isGitopsError(error) || error.code !== 'RELEASE_UNHEALTHY') throw error;
    throw await explainFailure(error, kubectl, namespace);
  }
  return { context, changes };
}
