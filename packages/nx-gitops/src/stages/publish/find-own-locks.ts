import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { isLockPath, lockedService } from '../../model/lock/lock-path.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand } from '../../tools/git-command.ts';

/** A lock that this run made: it differs from the commit that is checked out. */
export interface OwnLock {
  readonly path: string;
  readonly service: string;
  readonly before: string | undefined;
  readonly ours: string;
}

/** The locks of a folder that differ from HEAD. One that is deleted goes with the commit of its service. */
export async function findOwnLocks(folder: string, root: string): Promise<readonly OwnLock[]> {
  const command = openGitCommand(root);
  const git = openGit(root);
  const changed = await command.ask([
    'diff',
    '--name-only',
    '--relative',
    '-z',
    'HEAD',
    '--',
    folder,
  ]);
  const added = await command.ask([
    'ls-files',
    '-z',
    '--others',
    '--exclude-standard',
    '--',
    folder,
  ]);
  const paths = new Set(`${changed}\0${added}`.split('\0').filter(isLockPath));
  const locks = await Promise.all(
    [...paths].sort().map(async (path) => {
      const ours = await findText(join(root, path));
      const before = await git.readCommitted('HEAD', path);
      return ours === undefined ? [] : [{ path, service: lockedService(path), before, ours }];
    }),
  );
  return locks.flat();
}
