import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import type { FileTree } from '../../model/build-key.ts';
import { chooseLock, mergeImages, type LockChoice } from '../../model/choose-lock.ts';
import { sortTree } from '../../model/covered-files.ts';
import { readWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { OwnLock } from './find-own-locks.ts';

/** A commit that is checked out into a folder. */
export interface CheckedOut {
  readonly tree: FileTree;
  readonly root: string;
}

export interface MergedLock extends Omit<LockChoice, 'text'> {
  readonly service: string;
  readonly path: string;
}

export const openCheckedOut = ({ tree, root }: CheckedOut): Promise<Workspace> =>
  readWorkspace({ sorted: sortTree(tree), readText: (path) => findText(join(root, path)) });

/** Writes into a checkout what of the locks of this run goes on. */
export async function mergeLocks(
  own: readonly OwnLock[],
  checkout: CheckedOut,
): Promise<readonly MergedLock[]> {
  if (own.length === 0) return [];
  const { services, keys } = await openCheckedOut(checkout);
  const merged: MergedLock[] = [];
  for (const { path, service: name, before, ours } of own) {
    const file = join(checkout.root, path);
    const sides = { before, ours, theirs: await findText(file) };
    const service = services.find((one) => one.name === name);
    const { text, ...choice } = service
      ? chooseLock(
          sides,
          ({ built }) => built !== undefined && keys.digest(service, built.roots) === built.key,
        )
      : mergeImages(sides);
    await writeIfChanged(file, text);
    merged.push({ service: name, path, ...choice });
  }
  return merged;
}
