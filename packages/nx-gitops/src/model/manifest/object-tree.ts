/** An object of an application with what controllers made from it: Deployment → ReplicaSet → Pod. */
export interface ObjectTree {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** `ok`, `ongoing` or `fail`, as kapp judges it. */
  readonly state: string;
  readonly reason: string;
  /** As kapp says it: `5m`. */
  readonly age: string;
  readonly children: readonly ObjectTree[];
}

/** A row of `kapp inspect --tree --json`: the name is indented by `L` and two dots a level. */
export interface ObjectRow {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly reconcile_state: string;
  readonly reconcile_info: string;
  readonly age: string;
}

interface Node extends ObjectTree {
  readonly children: Node[];
}

/** The rows as trees, sorted by kind and name. */
export function growTrees(rows: readonly ObjectRow[]): ObjectTree[] {
  const roots: Node[] = [];
  const path: Node[] = [];
  for (const row of rows) {
    const indent = /^\s*L(\.*)\s+/.exec(row.name);
    const depth = indent ? 1 + (indent[1] ?? '').length / 2 : 0;
    const node: Node = {
      namespace: row.namespace === '(cluster)' ? '' : row.namespace,
      kind: row.kind,
      name: row.name.slice(indent?.[0].length ?? 0).trim(),
      state: row.reconcile_state,
      age: row.age,
      reason: row.reconcile_info === '-' ? '' : row.reconcile_info,
      children: [],
    };
    path.length = Math.min(depth, path.length);
    (path.at(-1)?.children ?? roots).push(node);
    path.push(node);
  }
  return sortTrees(roots);
}

const sortTrees = (trees: readonly ObjectTree[]): ObjectTree[] =>
  trees
    .map((tree) => ({ ...tree, children: sortTrees(tree.children) }))
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
