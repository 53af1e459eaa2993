import { isTree, type Tree } from '../manifest/tree.ts';

const serverMetadata = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'ownerReferences',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

const othersAnnotations =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision|meta\.helm\.sh\/.*|(bind-completed|bound-by-controller)\.pv\.kubernetes\.io|pv\.kubernetes\.io\/.*|volume\.(beta\.)?kubernetes\.io\/.*)$/;

const serverSpec: Readonly<Record<string, readonly string[]>> = {
  Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'],
  PersistentVolumeClaim: ['volumeName'],
};

/** A live object without what the API server and its controllers put in: a manifest that asks for what runs. */
export function cleanObject(live: Tree, namespace: string): Tree {
  const { status: _status, metadata, spec, ...rest } = live;
  const kind = String(live['kind']);
  const cluster = kind === 'Service' && isHeadless(spec) ? [] : (serverSpec[kind] ?? []);
  return {
    ...pick(rest, ['apiVersion', 'kind']),
    metadata: cleanMetadata(isTree(metadata) ? metadata : {}, namespace),
    ...omit(rest, ['apiVersion', 'kind']),
    ...(spec === undefined ? {} : { spec: isTree(spec) ? omit(spec, cluster) : spec }),
  };
}

/** The namespace of the release is left to the deploy: the same manifest works in another environment. */
export function cleanMetadata(metadata: Tree, namespace: string): Tree {
  const { annotations, namespace: own, ...rest } = omit(metadata, serverMetadata);
  const kept = isTree(annotations)
    ? Object.entries(annotations).filter(([key]) => !othersAnnotations.test(key))
    : [];
  return {
    ...rest,
    ...(own === undefined || own === namespace ? {} : { namespace: own }),
    ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
  };
}

const isHeadless = (spec: unknown): boolean => isTree(spec) && spec['clusterIP'] === 'None';

const omit = (tree: Tree, keys: readonly string[]): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => !keys.includes(key)));

const pick = (tree: Tree, keys: readonly string[]): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => keys.includes(key)));
