import { countOf } from '../../model/count-of.ts';
import { judgeFreezes } from '../../model/release/freeze.ts';
import type { Holder } from '../../model/release/lease.ts';
import { chooseScope, type Scope } from '../../model/release/choose-scope.ts';
import { splitSnapshot, type Manifest } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { runningRelease, type ReleaseRecord } from '../../model/release/release-record.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import { removePartRecord } from '../../tools/kapp-part.ts';
import { openWorkloads } from '../../tools/workloads.ts';
import { openReleaseStore, type AppMemory } from '../../tools/release-store.ts';
import { formatPlan } from '../diff/format-plan.ts';
import { planRelease } from '../diff/plan-release.ts';
import { confirm } from '../release/confirm.ts';
import type { ReleaseIdentity } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import type { StageContext } from '../stage-context.ts';
import { apply } from './apply.ts';
import type { DeployInput } from './deploy-input.ts';
import { observeNamespace } from './observe-namespace.ts';
import { pickObjects, recordObjects } from './record-objects.ts';
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

/** What will be done, and what the cluster remembered before. */
export interface Intent {
  readonly changes: readonly PlannedChange[];
  readonly memory: AppMemory;
  /** What kapp is given: all of the snapshot, or what changed. */
  readonly manifests: string;
  /** kapp's record of the app, where that is what changed only. */
  readonly part: KappRecord | undefined;
}

/** What will change; an error where a guard is against it. */
export async function planDeploy(
  input: DeployInput,
  { app, state, manifests: all, release, mask }: Planned,
  stage: StageContext,
): Promise<Intent> {
  const { repository, environment, choices } = input;
  const memory = await openReleaseStore(stage.api, app).readMemory();
  const running = runningRelease(memory.log);
  if (choices.kind === 'deploy') {
    const { name, freeze } = environment;
    const closed = judgeFreezes(name, [freeze, memory.freeze], choices.override, Date.now());
    if (closed) throw closed;
    await refuseOlder(running, release, environment, openGitCommand(stage.root), stage.report);
  }
  const objects = splitSnapshot(state);
  const scope = scopeOf(choices, objects, memory, environment.namespace);
  if (scope.kind === 'full') {
    stage.detail(`All ${objects.length} objects are compared: ${scope.reason}`);
  } else if (scope.objects.length === 0) {
    stage.report(
      `${environment.name} (${app.cluster.context}): the snapshot is what was deployed last, ${countOf(objects.length, 'object')}; kapp was not asked ("--full" and "drift" look at each)`,
    );
    return { changes: [], memory, manifests: '', part: memory.app };
  }
  const part = scope.kind === 'full' ? undefined : memory.app;
  const manifests = scope.kind === 'full' ? all : pickObjects(all, scope.objects);
  const made = await planRelease(
    { repository, environment, app, manifests, snapshot: release.digest, part },
    mask,
    stage,
  );
  refuseMoved(choices.plan, made);
  formatPlan(made).forEach(stage.report);
  refuseDeletion(made.changes, objects.length, choices.allowDeletion);
  return { changes: made.changes, memory, manifests, part };
}

/** A plan that was made before looked at everything; and a rollback trusts nothing. */
function scopeOf(
  { full, plan, kind }: DeployInput['choices'],
  objects: readonly Manifest[],
  { log, recorded, app }: AppMemory,
  namespace: string,
): Scope {
  if (full || plan || kind === 'rollback') return { kind: 'full', reason: 'that is asked for' };
  return chooseScope({ objects, running: runningRelease(log), recorded, app, namespace });
}

/** Does what is planned, and keeps a record of it. */
export async function carryOut(
  input: DeployInput,
  { me, signal, ...planned }: Planned & { readonly me: Holder; readonly signal: AbortSignal },
  stage: StageContext,
): Promise<readonly PlannedChange[]> {
  const { environment, choices } = input;
  const { app, release } = planned;
  const { changes, memory, manifests, part } = await planDeploy(input, planned, stage);
  const running = runningRelease(memory.log);
  const store = openReleaseStore(stage.api, app);
  const objects = () => recordObjects(planned, part, stage);
  if (changes.length === 0) {
    if (!(await isNews(running, release, stage))) {
      if (!isRemembered(memory, release)) await store.write(memory.log, await objects());
      return changes;
    }
  } else if (environment.protected) {
    const question = `${environment.name} is protected: ${countOf(changes.length, 'object')} ${changes.length === 1 ? 'changes' : 'change'}.`;
    await confirm(question, environment.name, choices.yes);
  }
  const override = choices.override === undefined ? {} : { override: choices.override };
  const begin = { by: me.identity, kind: choices.kind, ...release, ...override };
  if (memory.hasPart) await removePartRecord(stage.api, app);
  // Asked for while the record is written.
  const before =
    changes.length > 0
      ? observeNamespace(openWorkloads(stage.api(app.cluster), environment.namespace))
      : undefined;
  await recordRelease(store, begin, { log: memory.log, objects }, async () => {
    if (!before) return;
    await apply({ app, manifests, environment, changes, part, before, signal }, stage);
  });
  return changes;
}

/** Whether the next deploy can compare with this one; of a snapshot that differs in form only, it need not. */
const isRemembered = ({ recorded, app, log }: AppMemory, { digest }: ReleaseIdentity): boolean =>
  runningRelease(log)?.digest !== digest ||
  (recorded?.snapshot === digest && recorded.lastChange === app?.lastChange);

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
