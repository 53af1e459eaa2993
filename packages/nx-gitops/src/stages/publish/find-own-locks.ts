import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand } from '../../tools/git-command.ts';

/** A lock that this run made: it differs from the commit that is checked out. */
export interface OwnLock {
  readonly path: string;
  readonly service: string;
  readonly before: string | undefined;
  readonly ours: string;
}

export const lockSuffix = /\.kbld\.lock\.ya?ml$/;

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
  const paths = new Set(`${changed}\0${added}`.split('\0').filter((path) => lockSuffix.test(path)));
  const locks = await Promise.all(
    [...paths].sort().map(async (path) => {
      const ours = await findText(join(root, path));
      const before = await git.readCommitted('HEAD', path);
      const service = posix.basename(path).replace(lockSuffix, '');
      return ours === undefined ? [] : [{ path, service, before, ours }];
    }),
  );
  return locks.flat();
}
