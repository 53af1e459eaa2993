import { countOf } from '../../model/count-of.ts';
import { describeRelease } from '../release/describe-release.ts';
import { confirm } from '../release/confirm.ts';
import { recordRelease } from '../release/record.ts';
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
}

/** Deletes everything that an environment runs; its record stays. Answers how many objects that were. */
export async function deleteRelease(input: DeleteInput, stage: StageContext): Promise<number> {
  const { environment } = input;
  const app = appOf(input, stage);
  const objects = await kappCount(stage.run, app);
  if (objects === 0 || stage.dryRun) return objects;
  await confirm(
    `This deletes ${countOf(objects, 'object')}, all of ${placeOf(app)}.`,
    environment.name,
    input.yes,
  );
  const release = await describeRelease('', environment, openGitCommand(stage.root));
  const me = thisHolder(release.commit);
  await withLease(app, { me, wait: input.wait }, stage, (signal) =>
    recordRelease(
      openReleaseStore(stage.run, app),
      { by: me.identity, kind: 'delete', ...release },
      {},
      async () => {
        await removePartRecord(stage.run, app);
        return kappDelete(stage.run, app, stage.detail, signal);
      },
    ),
  );
  return objects;
}

export const formatDeleted = (objects: number, environment: string, dryRun: boolean): string =>
  objects === 0
    ? `${environment} runs nothing`
    : `${environment}: ${countOf(objects, 'object')} ${dryRun ? 'would be ' : ''}deleted`;
