import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../../io/write-files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { formatLockSet, type LockSet } from '../../model/lock-set.ts';
import { isManifestFile, type RenderedUnit } from '../../model/rendered-unit.ts';
import { kbldAttempt, kbldResolve } from '../../tools/kbld.ts';
import { expectSuccess } from '../../tools/run-tool.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';

/** The objects of a unit as they will stand in the snapshot. */
export interface PinnedUnit {
  readonly name: string;
  readonly text: string;
}

/**
 * The third step of the pipeline: kbld puts digests in the place of image names. Units go through it in shares, one
 * for each core; an object that kbld has no business with parts them.
 */
export async function pinImages(
  units: readonly RenderedUnit[],
  locks: LockSet,
  stage: StageContext,
  searchRules = '',
): Promise<PinnedUnit[]> {
  const config = `---\n${formatLockSet(locks)}\n${searchRules}`;
  const shares = shareOut(units.map(streamOf), availableParallelism());
  const pinned = await inParallel(shares, async (share) => {
    const stream = share.map(({ text }) => text).join(border);
    const result = await kbldAttempt(stage.run, { stream: stream + config });
    if (result.exitCode !== 0) await explainFailure(units, config, stage);
    return expectSuccess('kbld', 'pinning the images', result).stdout;
  });
  return pinned.flatMap((output, at) => {
    const texts = output.split(border);
    return (shares[at] ?? []).map(({ name }, index) => ({ name, text: texts[index] ?? '' }));
  });
}

const border = `---
apiVersion: nx-gitops.dev/v1
kind: Border
metadata:
  name: border
`;

const streamOf = ({ name, files }: RenderedUnit): PinnedUnit => ({
  name,
  text: [...files].map(([path, text]) => (isManifestFile(path) ? openDocument(text) : '')).join(''),
});

const openDocument = (text: string): string => {
  const opened = text.startsWith('---') ? text : `---\n${text}`;
  return opened.endsWith('\n') ? opened : `${opened}\n`;
};

/** Neighbours stay together; each share is about as long as the others. */
function shareOut(units: readonly PinnedUnit[], count: number): PinnedUnit[][] {
  const total = units.reduce((sum, { text }) => sum + text.length, 0);
  const shares: PinnedUnit[][] = [];
  let size = 0;
  for (const unit of units) {
    const index = total === 0 ? 0 : Math.min(count - 1, Math.floor((size / total) * count));
    (shares[index] ??= []).push(unit);
    size += unit.text.length;
  }
  return shares.filter((share) => share !== undefined);
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
