import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { chooseLock, mergeImages, type LockChoice } from '../../model/lock/choose-lock.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { OwnLock } from './find-own-locks.ts';

export interface MergedLock extends Omit<LockChoice, 'text'> {
  readonly service: string;
  readonly path: string;
}

/** Writes into a checkout what of the locks of this run goes on. The sources decide which lock is fresh. */
export async function mergeLocks(
  own: readonly OwnLock[],
  root: string,
  { services, keys }: Workspace,
): Promise<readonly MergedLock[]> {
  const merged: MergedLock[] = [];
  for (const { path, service: name, before, ours } of own) {
    const file = join(root, path);
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
