import { splitSnapshot } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import { appOf } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { describeRelease } from '../release/describe-release.ts';
import { refuseEmptyReason } from '../release/refuse-empty-reason.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { carryOut } from './carry-out.ts';
import type { DeployInput } from './deploy-input.ts';
import { planDeploy } from './plan-deploy.ts';
import { refuseMissingDigests } from './refuse-missing-digests.ts';
import { findStale, refuseStale } from './refuse-stale.ts';
import { refuseUncommitted } from './refuse-uncommitted.ts';

export interface Deployed {
  readonly context: string;
  readonly changes: readonly PlannedChange[];
}

/** Plan → guards → lease → kapp → record. What is asked of the cluster is exactly the snapshot. */
export const deploy = (input: DeployInput, stage: StageContext): Promise<Deployed> =>
  withMask(stage, (masked, mask) => deployMasked(input, masked, mask));

async function deployMasked(
  input: DeployInput,
  stage: StageContext,
  mask: Mask,
): Promise<Deployed> {
  const { repository, environment, services, choices } = input;
  const { namespace } = environment;
  refuseEmptyReason(choices.override);
  const app = appOf(input, stage);
  const { context } = app.cluster;
  stage.api(app.cluster).prepare();
  const git = openGitCommand(stage.root);
  const stale =
    environment.locks === 'pinned' || choices.kind === 'rollback' ? [] : findStale(services);
  if (stage.dryRun && stale.length > 0) {
    const names = stale.map(({ service }) => service.name).join(', ');
    stage.report(
      `${names} would be locked and rendered first: what changes then cannot be told yet`,
    );
    return { context, changes: [] };
  }
  refuseStale(stale, environment);
  const state = await readSnapshot(environment, stage);
  await refuseUncommitted(repository, environment, git);
  const objects = splitSnapshot(state);
  await refuseMissingDigests(input, app, objects, stage);
  const manifests = await openRelease(state, mask, stage);
  const [isMade, release] = await Promise.all([
    !stage.dryRun && openNamespaces(stage.api(app.cluster)).ensure(namespace),
    describeRelease(state, environment, git),
  ]);
  if (isMade) stage.report(`Made the namespace ${namespace}`);
  const planned = { app, objects, manifests, release, mask };
  if (stage.dryRun) return { context, changes: (await planDeploy(input, planned, stage)).changes };
  const me = thisHolder(release.commit);
  const changes = await withLease(app, { me, wait: choices.wait }, stage, (signal) =>
    carryOut(input, { ...planned, me, signal }, stage),
  );
  return { context, changes };
}
