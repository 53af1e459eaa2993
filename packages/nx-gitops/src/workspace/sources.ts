import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { sortTree, type SortedTree } from '../model/covered-files.ts';
import { openGit, type Git } from '../tools/git.ts';

/** One consistent view of the files of the repository: the working tree or a commit. */
export interface Sources {
  readonly sorted: SortedTree;
  /** The text of a file of this view. */
  readonly readText: (path: string) => Promise<string | undefined>;
}

export async function readWorkingTree(root: string, git: Git = openGit(root)): Promise<Sources> {
  return {
    sorted: sortTree(await git.listWorkingTree()),
    readText: (path) => findText(join(root, path)),
  };
}

export async function readCommit(
  root: string,
  commit: string,
  git: Git = openGit(root),
): Promise<Sources> {
  return {
    sorted: sortTree(await git.listCommit(commit)),
    readText: (path) => git.readCommitted(commit, path),
  };
}
