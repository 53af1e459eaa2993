import type { Change } from './change.ts';
import { readGit } from './git-process.ts';
import { isFile, splitAtZero } from './parse-raw-diff.ts';

/** Every file of a commit, as if all of it were new. */
export async function treeChanges(cwd: string, commit: string): Promise<Change[]> {
  const listed = splitAtZero(await readGit(['ls-tree', '-r', '-z', '--full-tree', commit], cwd));
  return listed.flatMap((entry) => {
    const tab = entry.indexOf(9);
    const [mode = '', , id = ''] = entry.subarray(0, tab).toString('latin1').split(' ');
    if (!isFile(mode)) return [];
    return [
      {
        path: entry.subarray(tab + 1).toString('utf8'),
        id,
        before: [],
        removed: [],
        commit: undefined,
      },
    ];
  });
}
