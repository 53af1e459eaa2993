import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { sortTree, type SortedTree } from '../model/build-key/covered-files.ts';
import { openGit, type Git } from '../tools/git.ts';
import { openYamlCache, type YamlCache } from './yaml-cache.ts';

/** One consistent view of the files of the repository: the working tree or a commit. */
export interface Sources {
  readonly sorted: SortedTree;
  /** The text of a file of this view. */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** What is known of YAML texts from earlier runs; a view without it parses them. */
  readonly yaml?: YamlCache;
}

/** `expected` are files that will be read: that is done while Git looks at all of them. */
export async function readWorkingTree(
  root: string,
  expected: readonly string[] = [],
): Promise<Sources> {
  const listing = openGit(root).listWorkingTree();
  const readText = remember((path) => findText(join(root, path)));
  const [tree, yaml] = await Promise.all([
    listing,
    openYamlCache(root),
    ...expected.map(readText),
  ] as const);
  return { sorted: sortTree(tree), readText, yaml };
}

export async function readCommit(
  root: string,
  commit: string,
  git: Git = openGit(root),
): Promise<Sources> {
  return {
    sorted: sortTree(await git.listCommit(commit)),
    readText: remember((path) => git.readCommitted(commit, path)),
  };
}

/** A view does not change: each file is read once. */
function remember(read: Sources['readText']): Sources['readText'] {
  const texts = new Map<string, Promise<string | undefined>>();
  return (path) => {
    const text = texts.get(path) ?? read(path);
    texts.set(path, text);
    return text;
  };
}
