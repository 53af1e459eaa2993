import type { Holder } from '../../model/lease.ts';
import { splitSnapshot } from '../../model/manifest.ts';
import type { Mask } from '../../model/mask.ts';
import { runningRelease, type ReleaseRecord } from '../../model/release-record.ts';
import { kappDiff, type KappApp, type ObjectChange } from '../../tools/kapp.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, formatDifference, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { confirm } from '../release/confirm.ts';
import { describeRelease, type ReleaseIdentity } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../validate/snapshot.ts';
import { apply } from './apply.ts';
import { refuseDeletion } from './refuse-deletion.ts';
import { refuseMissingDigests } from './refuse-missing-digests.ts';
import { refuseOlder } from './refuse-older.ts';
import { findStale, refuseStale, type JudgedService } from './refuse-stale.ts';
import { refuseUncommitted } from './refuse-uncommitted.ts';

/** What the person or the job that deploys has said. */
export interface DeployChoices {
  /** False: fail at once when somebody else deploys. */
  readonly wait: boolean;
  readonly allowDeletion: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** A rollback may be older than what runs. */
  readonly kind: 'deploy' | 'rollback';
}

export interface DeployInput extends DiffInput {
  readonly services: readonly JudgedService[];
  readonly choices: DeployChoices;
}

export interface Deployed {
  readonly context: string;
  readonly changes: readonly ObjectChange[];
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
  if (!stage.dryRun && (await kubectl.ensureNamespace(namespace))) {
    stage.report(`Made the namespace ${namespace}`);
  }
  const release = await describeRelease(state, environment, git);
  if (stage.dryRun)
    return { context, changes: await plan(input, { app, state, manifests, release }, stage) };
  const me = thisHolder(release.commit);
  const changes = await withLease(app, { me, wait: choices.wait }, stage, (signal) =>
    carryOut(input, { app, state, manifests, release, me, signal }, stage),
  );
  return { context, changes };
}

interface Plan {
  readonly app: KappApp;
  readonly state: string;
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  readonly release: ReleaseIdentity;
}

/** What will change; an error where a guard is against it. */
async function plan(
  input: DeployInput,
  { app, state, manifests, release }: Plan,
  stage: StageContext,
): Promise<readonly ObjectChange[]> {
  const { environment, choices } = input;
  const running = runningRelease(await openReleaseStore(stage.run, app).read());
  if (choices.kind === 'deploy') {
    await refuseOlder(running, release, environment, openGitCommand(stage.root), stage.report);
  }
  const changes = await kappDiff(stage.run, app, manifests);
  const { context } = app.cluster;
  formatDifference({ environment: environment.name, context, changes }).forEach(stage.report);
  refuseDeletion(changes, splitSnapshot(state).length, choices.allowDeletion);
  return changes;
}

async function carryOut(
  input: DeployInput,
  { me, signal, ...planned }: Plan & { readonly me: Holder; readonly signal: AbortSignal },
  stage: StageContext,
): Promise<readonly ObjectChange[]> {
  const { environment, choices } = input;
  const { app, release } = planned;
  const changes = await plan(input, planned, stage);
  const store = openReleaseStore(stage.run, app);
  if (changes.length === 0) {
    if (!(await isNews(runningRelease(await store.read()), release, stage))) return changes;
  } else if (environment.protected) {
    const question = `${environment.name} is protected: ${changes.length} objects change.`;
    await confirm(question, environment.name, choices.yes);
  }
  await recordRelease(store, { by: me.identity, kind: choices.kind, ...release }, async () => {
    if (changes.length > 0) await apply({ ...planned, environment, signal }, stage);
  });
  return changes;
}

/** Where nothing changes, only a newer commit, or the end of a release that failed, is worth a record. */
async function isNews(
  running: ReleaseRecord | undefined,
  { commit }: ReleaseIdentity,
  { root }: StageContext,
): Promise<boolean> {
  if (running?.result !== 'deployed') return true;
  if (commit === undefined || running.commit === undefined) return commit !== running.commit;
  return (await isNewerCommit(openGitCommand(root), commit, running.commit)) === true;
}
