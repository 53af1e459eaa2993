import { GitopsError } from '../../model/errors.ts';
import { joinDocuments } from '../../model/manifest/documents.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { judgeFreezes } from '../../model/release/freeze.ts';
import { formatRebaseRules } from '../../model/plan/rebase-rules.ts';
import { runningRelease, type ReleaseRecord } from '../../model/release/release-record.ts';
import { sha256 } from '../../model/sha256.ts';
import { openWorkloads } from '../../tools/workloads.ts';
import { openReleaseStore, type AppMemory } from '../../tools/release-store.ts';
import { apply } from '../deploy/apply.ts';
import { observeNamespace } from '../deploy/observe-namespace.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { confirm } from '../release/confirm.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { recordRelease } from '../release/record.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { planRepair } from './plan-repair.ts';

export interface FixInput extends DiffInput {
  /** How many objects differ. */
  readonly count: number;
  /** Nobody is asked. */
  readonly yes: boolean;
}

/** Brings what drifted back to the snapshot that was deployed, under the lease. */
export const fixDrift = (input: FixInput, stage: StageContext): Promise<void> =>
  withMask(stage, async (masked, mask) => {
    const { environment } = input;
    const { name } = environment;
    const app = appOf(input, stage);
    const state = await readSnapshot(environment, stage);
    const store = openReleaseStore(stage.api, app);
    refuseFix(await store.readMemory(), state, environment);
    if (environment.protected) {
      const what = `${name} is protected: ${input.count} objects are brought back.`;
      await confirm(what, name, input.yes);
    }
    const [manifests, { expected, changes }] = await Promise.all([
      openRelease(state, mask, masked),
      planRepair(input, masked, mask),
    ]);
    const rules = formatRebaseRules(expected);
    const all = rules === undefined ? manifests : joinDocuments([manifests, rules]);
    const workloads = openWorkloads(stage.api(app.cluster), environment.namespace);
    const againstLive = true;
    const me = thisHolder(undefined);
    await withLease(app, { me, wait: true }, masked, async (signal) => {
      // Somebody may have deployed while this waited.
      const memory = await store.readMemory();
      const { commit, isDirty, digest } = refuseFix(memory, state, environment);
      const begin = { by: me.identity, kind: 'drift-fix' as const, commit, isDirty, digest };
      const before = observeNamespace(workloads);
      await recordRelease(store, begin, { log: memory.log }, () =>
        apply({ app, environment, manifests: all, changes, before, signal, againstLive }, masked),
      );
    });
  });

/** What was never deployed is for a deploy to bring, with its guards. Answers the release that runs. */
function refuseFix(
  { log, freeze }: AppMemory,
  state: string,
  { name, freeze: planned }: Environment,
): ReleaseRecord {
  const closed = judgeFreezes(name, [planned, freeze], undefined, Date.now());
  if (closed) {
    throw new GitopsError(
      closed.code,
      closed.problem,
      `Wait, or open it with "nx-gitops unfreeze ${name}".`,
    );
  }
  const running = runningRelease(log);
  if (running?.digest === sha256(state)) return running;
  throw new GitopsError(
    'DRIFT_REFUSED',
    running
      ? `The snapshot of ${name} is another one than what was deployed last (${running.commit?.slice(0, 12) ?? 'of no commit'})`
      : `${name} was never deployed`,
    `Deploy it, or check out what runs: "nx-gitops history --environment ${name}".`,
  );
}
