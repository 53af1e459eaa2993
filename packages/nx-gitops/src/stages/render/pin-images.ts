import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { writeFiles } from '../../io/write-files.ts';
import { formatLockSet, type LockSet } from '../../model/lock/lock-set.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import { kbldAttempt, kbldResolve } from '../../tools/kbld.ts';
import { expectSuccess } from '../../tools/run-tool.ts';
import { inParallel } from '../in-parallel.ts';
import { cutShares } from '../shares.ts';
import type { StageContext } from '../stage-context.ts';
import { cutStream, joinUnits } from './unit-stream.ts';

/** The objects of a unit as they will stand in the snapshot. */
export interface PinnedUnit {
  readonly name: string;
  readonly text: string;
}

export interface PinRules {
  readonly locks: LockSet;
  /** Documents of kbld that find images elsewhere. */
  readonly searchRules: string;
  readonly imagesOf: (unit: RenderedUnit) => readonly string[];
}

/**
 * The third step of the pipeline: kbld puts digests in the place of image names. Units go through it in shares.
 */
export const pinImages = async (
  units: readonly RenderedUnit[],
  rules: PinRules,
  stage: StageContext,
): Promise<PinnedUnit[]> => {
  const shares = cutShares(units, { smallest: 12, largest: 128 });
  const pin = (share: readonly RenderedUnit[]): Promise<PinnedUnit[]> =>
    pinShare(share, rules, stage);
  return (await inParallel(shares, pin, availableParallelism())).flat();
};

async function pinShare(
  share: readonly RenderedUnit[],
  rules: PinRules,
  stage: StageContext,
): Promise<PinnedUnit[]> {
  const stream = joinUnits(share);
  let result = await kbldAttempt(stage.run, { stream: stream + configOf(rules, share) });
  if (result.exitCode !== 0) {
    // Written in a way that no image was seen in, perhaps.
    const config = configOf(rules);
    result = await kbldAttempt(stage.run, { stream: stream + config });
    if (result.exitCode !== 0) await explainFailure(share, config, stage);
  }
  const texts = cutStream(expectSuccess('kbld', 'pinning the images', result).stdout);
  return share.map(({ name }, at) => ({ name, text: texts[at] ?? '' }));
}

/** kbld looks at every lock for every image: a share gets those of its own images, unless rules find others. */
function configOf(rules: PinRules, share?: readonly RenderedUnit[]): string {
  const { locks, searchRules, imagesOf } = rules;
  const own = searchRules === '' ? share : undefined;
  const set = own
    ? new Map(
        own.flatMap(imagesOf).flatMap((image) => {
          const locked = locks.get(image);
          return locked === undefined ? [] : [[image, locked] as const];
        }),
      )
    : locks;
  return `---\n${formatLockSet(set)}\n${searchRules}`;
}

/** kbld calls a place in a stream by a number, in files by their paths: it is asked again, for the error alone. */
const explainFailure = (
  units: readonly RenderedUnit[],
  stream: string,
  stage: StageContext,
): Promise<unknown> =>
  withTemporaryFolder(stage.root, async (folder) => {
    for (const { files } of units) writeFiles(folder, files);
    const run: StageContext['run'] = async (...call) => {
      const result = await stage.run(...call);
      return { ...result, stderr: result.stderr.replaceAll(join(folder, '/'), '') };
    };
    return kbldResolve(run, { stream, folder });
  });
