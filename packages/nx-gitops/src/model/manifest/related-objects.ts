import { isTree, type Tree } from './tree.ts';

/** Which objects belong together, by their indexes. */
export interface RelatedObjects {
  /** In the order of their first objects. */
  readonly groups: readonly (readonly number[])[];
  /** Those that choose pods by something else than a few labels, and so may concern any. */
  readonly broad: readonly number[];
}

/** Joins objects with the pods that they select, the services that they name, the workloads that they scale. */
export function joinRelated(objects: readonly unknown[]): RelatedObjects {
  const trees = objects.map((object) => (isTree(object) ? object : {}));
  const parents = trees.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parents[at] !== at) at = parents[at] = parents[parents[at] ?? at] ?? at;
    return at;
  };
  const names = indexBy(trees, (tree) => [
    nameKey(tree, String(tree['kind']), at(tree, 'metadata', 'name')),
  ]);
  const labels = indexBy(trees, podLabels);
  const broad: number[] = [];
  trees.forEach((tree, index) => {
    const selector = selectorOf(tree);
    if (selector === 'broad') return void broad.push(index);
    const selected = selector ? select(labels, selector) : [];
    const named = namedBy(tree).flatMap((key) => names.get(key) ?? []);
    for (const other of [...selected, ...named]) parents[find(other)] = find(index);
  });
  const groups = new Map<number, number[]>();
  trees.forEach((_, index) => {
    if (broad.includes(index)) return;
    const group = groups.get(find(index)) ?? [];
    groups.set(find(index), [...group, index]);
  });
  return { groups: [...groups.values()], broad };
}

const at = (tree: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((node, key) => (isTree(node) ? node[key] : undefined), tree);

const namespaceOf = (tree: Tree): string => String(at(tree, 'metadata', 'namespace') ?? '');

const nameKey = (tree: Tree, kind: string, name: unknown): string =>
  `${namespaceOf(tree)}/${kind}/${String(name)}`;

/** Each label of the pods that an object is or makes, as a key. */
function podLabels(tree: Tree): string[] {
  const template =
    tree['kind'] === 'Pod'
      ? tree
      : (at(tree, 'spec', 'jobTemplate', 'spec', 'template') ?? at(tree, 'spec', 'template'));
  const labels = at(template, 'metadata', 'labels');
  return isTree(labels) ? labelKeys(tree, labels) : [];
}

const labelKeys = (tree: Tree, labels: Tree): string[] =>
  Object.entries(labels).map(([key, value]) => `${namespaceOf(tree)}/${key}=${String(value)}`);

/** The labels that an object chooses pods by; undefined where it chooses none. */
function selectorOf(tree: Tree): readonly string[] | 'broad' | undefined {
  if (tree['kind'] === 'Service') {
    const selector = at(tree, 'spec', 'selector');
    return isTree(selector) ? labelKeys(tree, selector) : undefined;
  }
  const key = { NetworkPolicy: 'podSelector', PodDisruptionBudget: 'selector' }[
    String(tree['kind'])
  ];
  if (key === undefined) return undefined;
  const selector = at(tree, 'spec', key);
  const matched = at(selector, 'matchLabels');
  if (!isTree(matched) || at(selector, 'matchExpressions') !== undefined) return 'broad';
  return labelKeys(tree, matched);
}

/** Objects that an object names: the backend of an Ingress, the target of an autoscaler. */
function namedBy(tree: Tree): string[] {
  switch (tree['kind']) {
    case 'StatefulSet':
      return [nameKey(tree, 'Service', at(tree, 'spec', 'serviceName'))];
    case 'HorizontalPodAutoscaler': {
      const target = at(tree, 'spec', 'scaleTargetRef');
      return [nameKey(tree, String(at(target, 'kind')), at(target, 'name'))];
    }
    case 'Ingress':
      return services(tree['spec']).map((name) => nameKey(tree, 'Service', name));
    default:
      return [];
  }
}

function services(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(services);
  if (!isTree(node)) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'service' ? [at(value, 'name')] : services(value),
  );
}

function indexBy(trees: readonly Tree[], keysOf: (tree: Tree) => string[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  trees.forEach((tree, at) => {
    for (const key of keysOf(tree)) {
      const found = index.get(key);
      if (found) found.push(at);
      else index.set(key, [at]);
    }
  });
  return index;
}

/** From the rarest label on: the others are common to all services of an application. */
function select(labels: ReadonlyMap<string, number[]>, selector: readonly string[]): number[] {
  const [rarest = [], ...others] = selector
    .map((key) => labels.get(key) ?? [])
    .sort((one, other) => one.length - other.length);
  return rarest.filter((index) => others.every((list) => list.includes(index)));
}
