import type { PackageFiles } from './package-files.ts';

/** What becomes of one file when a package is updated. */
export type FileMerge =
  | { readonly path: string; readonly act: 'keep' }
  | { readonly path: string; readonly act: 'write'; readonly text: string }
  | { readonly path: string; readonly act: 'remove' }
  /** Both sides changed it: the lines have to be merged. */
  | {
      readonly path: string;
      readonly act: 'merge';
      readonly ours: string;
      readonly base: string;
      readonly theirs: string;
    }
  | { readonly path: string; readonly act: 'conflict'; readonly problem: string };

/** File by file: whoever changed it wins; where both did, their lines are merged. */
export function planMerge(
  ours: PackageFiles,
  base: PackageFiles,
  theirs: PackageFiles,
): FileMerge[] {
  const paths = [...new Set([...ours.keys(), ...base.keys(), ...theirs.keys()])].sort();
  return paths.map((path) => mergeOne(path, ours.get(path), base.get(path), theirs.get(path)));
}

function mergeOne(
  path: string,
  ours: string | undefined,
  base: string | undefined,
  theirs: string | undefined,
): FileMerge {
  if (ours === theirs || theirs === base) return { path, act: 'keep' };
  if (ours === base) {
    return theirs === undefined ? { path, act: 'remove' } : { path, act: 'write', text: theirs };
  }
  if (ours === undefined) return { path, act: 'conflict', problem: 'removed here, changed there' };
  if (theirs === undefined)
    return { path, act: 'conflict', problem: 'changed here, removed there' };
  return { path, act: 'merge', ours, base: base ?? '', theirs };
}
