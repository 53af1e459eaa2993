import { isTree, type Tree } from '../manifest/tree.ts';

/** Helm values over others, as Helm merges them. */
export function mergeValues(below: Tree, above: Tree): Tree {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const before = merged[key];
    merged[key] = isTree(before) && isTree(value) ? mergeValues(before, value) : value;
  }
  return merged;
}
