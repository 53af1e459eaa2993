import type { Mask } from '../../model/mask.ts';
import type { Plan, PlannedChange } from '../../model/plan.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { describeRelease } from '../release/describe-release.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { carryOut, planDeploy } from './carry-out.ts';
import { refuseMissingDigests } from './refuse-missing-digests.ts';
import { findStale, refuseStale, type JudgedService } from './refuse-stale.ts';
import { refuseUncommitted } from './refuse-uncommitted.ts';

/** What the person or the job that deploys has said. */
export interface DeployChoices {
  /** False: fail at once when somebody else deploys. */
  readonly wait: boolean;
  readonly allowDeletion: boolean;
  /** Compare every object with the cluster, not only those that changed since the last success. */
  readonly full?: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** A plan of before: exactly that is done, or nothing. */
  readonly plan?: Plan | undefined;
  /** A rollback may be older than what runs; so may a preview, whose branch can be written anew. */
  readonly kind: 'deploy' | 'rollback' | 'preview';
  /** Why a freeze is set aside. */
  readonly override?: string | undefined;
}

export interface DeployInput extends DiffInput {
  readonly services: readonly JudgedService[];
  readonly choices: DeployChoices;
}

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
  const app = appOf(input, stage);
  const { context } = app.cluster;
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
  await refuseMissingDigests(state, services, stage);
  const manifests = await openRelease(state, mask, stage);
  const kubectl = openKubectl(stage.run, app.cluster);
  const [isMade, release] = await Promise.all([
    !stage.dryRun && kubectl.ensureNamespace(namespace),
    describeRelease(state, environment, git),
  ]);
  if (isMade) stage.report(`Made the namespace ${namespace}`);
  const planned = { app, state, manifests, release, mask };
  if (stage.dryRun) return { context, changes: (await planDeploy(input, planned, stage)).changes };
  const me = thisHolder(release.commit);
  const changes = await withLease(app, { me, wait: choices.wait }, stage, (signal) =>
    carryOut(input, { ...planned, me, signal }, stage),
  );
  return { context, changes };
}
