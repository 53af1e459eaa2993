import type { Tree } from '@nx/devkit';
import type { Files } from '../write-missing.ts';

/** Writes what is not there yet, with `overwrite` also what differs. Answers which files stay as somebody edited them. */
export function writeFiles(tree: Tree, files: Files, overwrite: boolean): readonly string[] {
  const differing = Object.entries(files).filter(
    ([file, text]) => tree.read(file, 'utf8') !== text,
  );
  const kept = differing.filter(([file]) => tree.exists(file) && !overwrite);
  for (const [file, text] of differing) {
    if (!tree.exists(file) || overwrite) tree.write(file, text);
  }
  return kept.map(([file]) => file);
}
