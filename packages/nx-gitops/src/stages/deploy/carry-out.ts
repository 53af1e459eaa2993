import { judgeFreezes } from '../../model/freeze.ts';
import type { Holder } from '../../model/lease.ts';
import { splitSnapshot } from '../../model/manifest.ts';
import type { Mask } from '../../model/mask.ts';
import type { PlannedChange } from '../../model/plan.ts';
import { runningRelease, type ReleaseRecord } from '../../model/release-record.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { KappApp } from '../../tools/kapp.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { formatPlan } from '../diff/format-plan.ts';
import { planRelease } from '../diff/plan-release.ts';
import { confirm } from '../release/confirm.ts';
import type { ReleaseIdentity } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import type { StageContext } from '../stage-context.ts';
import { apply } from './apply.ts';
import type { DeployInput } from './deploy.ts';
import { readFreeze } from '../freeze/freeze.ts';
import { refuseDeletion } from './refuse-deletion.ts';
import { refuseMoved } from './refuse-moved.ts';
import { refuseOlder } from './refuse-older.ts';

/** A release that is ready to be compared with the cluster. */
export interface Planned {
  readonly app: KappApp;
  readonly state: string;
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  readonly release: ReleaseIdentity;
  readonly mask: Mask;
}

/** What will change; an error where a guard is against it. */
export async function planDeploy(
  input: DeployInput,
  { app, state, manifests, release, mask }: Planned,
  stage: StageContext,
): Promise<readonly PlannedChange[]> {
  const { repository, environment, choices } = input;
  const store = openReleaseStore(stage.run, app);
  const [log, frozen] = await Promise.all([store.read(), readFreeze(store)]);
  const running = runningRelease(log);
  if (choices.kind === 'deploy') {
    const { name, freeze } = environment;
    const closed = judgeFreezes(name, [freeze, frozen], choices.override, Date.now());
    if (closed) throw closed;
    await refuseOlder(running, release, environment, openGitCommand(stage.root), stage.report);
  }
  const snapshot = release.digest;
  const made = await planRelease(
    { repository, environment, app, manifests, snapshot },
    mask,
    stage,
  );
  refuseMoved(choices.plan, made);
  formatPlan(made).forEach(stage.report);
  refuseDeletion(made.changes, splitSnapshot(state).length, choices.allowDeletion);
  return made.changes;
}

/** Does what is planned, and keeps a record of it. */
export async function carryOut(
  input: DeployInput,
  { me, signal, ...planned }: Planned & { readonly me: Holder; readonly signal: AbortSignal },
  stage: StageContext,
): Promise<readonly PlannedChange[]> {
  const { environment, choices } = input;
  const { app, release } = planned;
  const changes = await planDeploy(input, planned, stage);
  const store = openReleaseStore(stage.run, app);
  if (changes.length === 0) {
    if (!(await isNews(runningRelease(await store.read()), release, stage))) return changes;
  } else if (environment.protected) {
    const question = `${environment.name} is protected: ${changes.length} objects change.`;
    await confirm(question, environment.name, choices.yes);
  }
  const override = choices.override === undefined ? {} : { override: choices.override };
  const begin = { by: me.identity, kind: choices.kind, ...release, ...override };
  await recordRelease(store, begin, async () => {
    if (changes.length > 0) await apply({ ...planned, environment, changes, signal }, stage);
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
