import { countOf } from '../../model/count-of.ts';
import { describeRelease } from '../release/describe-release.ts';
import { confirm } from '../release/confirm.ts';
import { recordRelease } from '../release/record.ts';
import { refuseEmptyReason } from '../release/refuse-empty-reason.ts';
import { refuseFrozen } from '../release/refuse-frozen.ts';
import { kappDelete } from '../../tools/kapp-delete.ts';
import { kappCount } from '../../tools/kapp-inspect.ts';
import { removePartRecord } from '../../tools/kapp-part.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { placeOf } from '../../tools/kapp-app.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import type { StageContext } from '../stage-context.ts';

export interface DeleteInput extends DiffInput {
  readonly yes: boolean;
  readonly wait: boolean;
  /** Why a freeze is set aside. */
  readonly override: string | undefined;
}

/** Deletes everything that an environment runs; its record stays. Answers how many objects that were. */
export async function deleteRelease(input: DeleteInput, stage: StageContext): Promise<number> {
  const { environment, override } = input;
  refuseEmptyReason(override);
  const app = appOf(input, stage);
  const objects = await kappCount(stage.run, app);
  if (objects === 0) return objects;
  const store = openReleaseStore(stage.api, app);
  refuseFrozen(environment, await store.readMemory(), override);
  if (stage.dryRun) return objects;
  await confirm(
    `This deletes ${countOf(objects, 'object')}, all of ${placeOf(app)}.`,
    environment.name,
    input.yes,
  );
  const release = await describeRelease('', environment, openGitCommand(stage.root));
  const me = thisHolder(release.commit);
  const reason = override === undefined ? {} : { override };
  const begin = { by: me.identity, kind: 'delete' as const, ...release, ...reason };
  await withLease(app, { me, wait: input.wait }, stage, async (signal) => {
    // Somebody may have closed it while this waited.
    const memory = await store.readMemory();
    refuseFrozen(environment, memory, override);
    await recordRelease(store, begin, { log: memory.log }, async () => {
      await removePartRecord(stage.api, app);
      return kappDelete(stage.run, app, stage.detail, signal);
    });
  });
  return objects;
}

export const formatDeleted = (objects: number, environment: string, dryRun: boolean): string =>
  objects === 0
    ? `${environment} runs nothing`
    : `${environment}: ${countOf(objects, 'object')} ${dryRun ? 'would be ' : ''}deleted`;
