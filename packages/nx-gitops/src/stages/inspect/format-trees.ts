import { formatTable } from '../../model/format-table.ts';
import type { ObjectTree } from '../../model/manifest/object-tree.ts';
import type { Environment } from '../../model/settings/environment.ts';

/** What runs, an object a line under the one that it was made from. */
export function formatTrees(
  trees: readonly ObjectTree[],
  { name, namespace }: Environment,
): string[] {
  if (trees.length === 0) return [`${name} runs nothing`];
  const rows = (tree: ObjectTree, depth: number): string[][] => {
    const place = ['', namespace].includes(tree.namespace) ? '' : `${tree.namespace}/`;
    return [
      [`${'  '.repeat(depth)}${tree.kind} ${place}${tree.name}`, tree.state, tree.age, tree.reason],
      ...tree.children.flatMap((child) => rows(child, depth + 1)),
    ];
  };
  return formatTable([
    ['object', 'state', 'age', 'reason'],
    ...trees.flatMap((tree) => rows(tree, 0)),
  ]);
}
