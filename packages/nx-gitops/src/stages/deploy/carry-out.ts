import { countOf } from '../../model/count-of.ts';
import type { Holder } from '../../model/release/lease.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { runningRelease, type ReleaseRecord } from '../../model/release/release-record.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { removePartRecord } from '../../tools/kapp-part.ts';
import { openWorkloads } from '../../tools/workloads.ts';
import { openReleaseStore, type AppMemory } from '../../tools/release-store.ts';
import { confirm } from '../release/confirm.ts';
import type { ReleaseIdentity } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import type { StageContext } from '../stage-context.ts';
import { apply } from './apply.ts';
import type { DeployInput } from './deploy-input.ts';
import { observeNamespace } from './observe-namespace.ts';
import { planDeploy, type Planned } from './plan-deploy.ts';
import { recordObjects } from './record-objects.ts';

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
