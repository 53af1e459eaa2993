import { resolve } from 'node:path';
import type { FileTree } from '../../model/build-key/build-key.ts';
import { readGit } from './git-process.ts';
import { splitAtZero } from './parse-raw-diff.ts';

/** Every file of a commit, or of the index where `tree` is empty. */
export async function listTree(cwd: string, tree: string): Promise<FileTree> {
  const args =
    tree === ''
      ? ['ls-files', '-s', '-z', '--full-name']
      : ['ls-tree', '-r', '-z', '--full-tree', tree];
  const top =
    tree === '' ? (await readGit(['rev-parse', '--show-cdup'], cwd)).toString().trim() : '';
  const listed = splitAtZero(await readGit(args, resolve(cwd, top)));
  return new Map(
    listed.map((entry) => {
      const tab = entry.indexOf(9);
      const words = entry.subarray(0, tab).toString('latin1').split(' ');
      return [
        entry.subarray(tab + 1).toString('utf8'),
        { mode: words[0]!, blob: words[tree === '' ? 1 : 2]! },
      ];
    }),
  );
}
