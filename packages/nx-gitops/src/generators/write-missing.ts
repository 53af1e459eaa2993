import { joinPathFragments, type Tree } from '@nx/devkit';

/** Texts of files by their path relative to a folder. */
export type Files = Readonly<Record<string, string>>;

/** Writes what is not there yet. What is there belongs to its author, and a second run changes nothing. */
export function writeMissing(tree: Tree, folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = joinPathFragments(folder, path);
    if (!tree.exists(file)) tree.write(file, text);
  }
}
