import type { KeyPath } from '../outline/outline.ts';
import type { SopsTree } from './sops-tree.ts';

interface Place {
  readonly document: number;
  readonly path: KeyPath;
  readonly line: number;
}

/**
 * The comments that count for a place where a rule goes by comments: on each level those between the item before and
 * this one, and that on its own line. For a comment the path is that of its container.
 */
export function activeComments(tree: SopsTree, place: Place, isComment = false): string[] {
  const leaves = tree.leaves.filter(
    ({ document, line }) => document === place.document && line < place.line,
  );
  const comments = tree.comments.filter(
    ({ document, line }) => document === place.document && line <= place.line,
  );
  const found: string[] = [];
  for (let depth = 0; depth < place.path.length + (isComment ? 1 : 0); depth += 1) {
    const before = leaves.filter(
      ({ path }) => isWithin(path, place.path, depth) && !isSameItem(path, place.path, depth),
    );
    const start = Math.max(0, ...before.map(({ line }) => line));
    for (const { path, line, text } of comments) {
      if (path.length === depth && isWithin(path, place.path, depth) && line > start)
        found.push(text.replace(/^[#;]\s?/, ''));
    }
  }
  return found;
}

const isWithin = (path: KeyPath, other: KeyPath, depth: number): boolean =>
  path.length >= depth && other.slice(0, depth).every((part, index) => path[index] === part);

const isSameItem = (path: KeyPath, other: KeyPath, depth: number): boolean =>
  depth < other.length && path[depth] === other[depth];
