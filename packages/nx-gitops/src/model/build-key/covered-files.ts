import picomatch from 'picomatch';
import type { FileEntry, FileTree } from './build-key.ts';
import type { FileSets } from './named-inputs.ts';

export type CoveredFile = readonly [path: string, entry: FileEntry];

export interface Coverage {
  readonly roots: readonly string[];
  readonly fileSetsOf: (root: string) => FileSets;
  /** Files that count whatever the filesets say: Dockerfile, kbld.yaml, named workspace files. */
  readonly always: readonly string[];
}

/** A tree with its paths sorted, so that the files of a folder are found without looking at the others. */
export interface SortedTree {
  readonly tree: FileTree;
  readonly paths: readonly string[];
  /** Compiled globs: thousands of projects share a few of them. */
  readonly matchers: Map<string, Matches>;
}

type Matches = (path: string) => boolean;

export const sortTree = (tree: FileTree): SortedTree => ({
  tree,
  paths: [...tree.keys()].sort(),
  matchers: new Map(),
});

/** The files that decide what the images of a service hold; sorted, each once. */
export function findCoveredFiles(sorted: SortedTree, coverage: Coverage): CoveredFile[] {
  const covered = new Map<string, FileEntry>();
  const add = (path: string): void => {
    const entry = sorted.tree.get(path);
    if (entry) covered.set(path, entry);
  };
  for (const root of coverage.roots) {
    const sets = coverage.fileSetsOf(root);
    const isCovered = matcher(sorted, sets.include, sets.exclude);
    const prefix = root === '.' ? '' : `${root}/`;
    for (const path of pathsUnder(sorted.paths, prefix)) {
      if (isCovered(path.slice(prefix.length))) add(path);
    }
    matchWorkspace(sorted, sets).forEach(add);
  }
  coverage.always.forEach(add);
  return [...covered].sort(([a], [b]) => (a < b ? -1 : 1));
}

function matchWorkspace(sorted: SortedTree, sets: FileSets): readonly string[] {
  const literal = sets.workspaceInclude.filter((glob) => !isGlob(glob));
  const globs = sets.workspaceInclude.filter(isGlob);
  const isExcluded = matcher(sorted, sets.workspaceExclude);
  const matched = globs.length > 0 ? sorted.paths.filter(matcher(sorted, globs)) : [];
  return [...literal, ...matched].filter((path) => !isExcluded(path));
}

const isGlob = (text: string): boolean => /[*?[\]{}()!]/.test(text);

/** As Nx: a path counts when a positive glob matches and no negative one does; dot files count. */
function matcher(
  { matchers }: SortedTree,
  include: readonly string[],
  exclude: readonly string[] = [],
): Matches {
  const key = JSON.stringify([include, exclude]);
  let matches = matchers.get(key);
  if (!matches) {
    const [positive, negative] = [include, exclude].map((globs) =>
      picomatch([...globs], { dot: true }),
    );
    matches = (path) =>
      include.length > 0 && !!positive?.(path) && !(exclude.length > 0 && negative?.(path));
    matchers.set(key, matches);
  }
  return matches;
}

function pathsUnder(paths: readonly string[], prefix: string): readonly string[] {
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (paths[end]?.startsWith(prefix)) end += 1;
  return paths.slice(low, end);
}
