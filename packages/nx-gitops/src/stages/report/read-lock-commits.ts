import type { GitCommand } from '../../tools/git-command.ts';

export interface PathCommit {
  readonly commit: string;
  /** ISO time. */
  readonly at: string;
}

/** The newest commit that changed each file of a folder, by one walk through the history. */
export async function readLockCommits(
  git: GitCommand,
  folder: string,
): Promise<ReadonlyMap<string, PathCommit>> {
  const args = ['log', '--format=%x00%H %cI', '--name-only', '--relative', '--no-renames'];
  const { stdout, exitCode } = await git.attempt([...args, '--', folder]);
  const newest = new Map<string, PathCommit>();
  if (exitCode !== 0) return newest;
  for (const entry of stdout.split('\0').slice(1)) {
    const [head = '', ...paths] = entry.split('\n');
    const [commit = '', at = ''] = head.split(' ');
    for (const path of paths.filter(Boolean)) {
      if (!newest.has(path)) newest.set(path, { commit, at });
    }
  }
  return newest;
}
