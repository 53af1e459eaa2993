import { parse } from 'yaml';
import type { Manifest } from '../manifest/manifest.ts';
import { resourceOf, type CustomDefinition, type Resource } from '../manifest/resource-names.ts';

/** A rule of a Role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What an account may do, in namespaces and outside of them. */
export interface Rights {
  readonly namespaces: ReadonlyMap<string, readonly Rule[]>;
  readonly cluster: readonly Rule[];
}

const looking = ['get', 'list'];
const changing = [...looking, 'create', 'update', 'patch', 'delete'];

/** What every deploy needs beside the objects themselves, in the namespace of the environment. */
const always: readonly Rule[] = [
  // The records of kapp and of nx-gitops.
  { apiGroups: [''], resources: ['configmaps'], verbs: changing },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] },
  // How far it is, and why it does not become ready.
  { apiGroups: [''], resources: ['events', 'pods'], verbs: looking },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: looking },
  { apiGroups: ['batch'], resources: ['jobs'], verbs: looking },
];

const record: Rule = { apiGroups: [''], resources: ['configmaps'], verbs: looking };

/** The rights that a release needs: of whoever deploys it, or of whoever only looks. `namespace` is the environment's. */
export function planRights(
  release: readonly Manifest[],
  namespace: string,
  purpose: 'deploy' | 'read',
): Rights {
  const definitions = release
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ text }) => parse(text) as CustomDefinition);
  const found = release.map((object) => ({
    object,
    resource: resourceOf(object.apiVersion, object.kind, definitions),
  }));
  const namespaces = [
    ...new Set([
      namespace,
      ...found.filter(isIn).map(({ object }) => object.namespace || namespace),
    ]),
  ].sort();
  const verbs = purpose === 'deploy' ? changing : looking;
  const rulesOf = (some: typeof found): Rule[] => [
    ...some.map(({ resource }) => toRule(resource, verbs)),
    ...(purpose === 'deploy' ? some.flatMap(({ object }) => passedOn(object)) : []),
  ];
  return {
    namespaces: new Map(
      namespaces.map((one) => {
        const own = found.filter(
          (each) => isIn(each) && (each.object.namespace || namespace) === one,
        );
        const base = purpose === 'deploy' ? always : [record];
        return [one, mergeRules([...(one === namespace ? base : []), ...rulesOf(own)])];
      }),
    ),
    cluster: mergeRules(rulesOf(found.filter((one) => !isIn(one)))),
  };
}

const isIn = ({ resource }: { readonly resource: Resource }): boolean => resource.isNamespaced;

const toRule = ({ group, plural }: Resource, verbs: readonly string[]): Rule => ({
  apiGroups: [group],
  resources: [plural],
  verbs,
});

/** Nobody can give away rights that he has not: those of the Roles of the release, and of the Roles that it binds. */
function passedOn({ kind, text }: Manifest): Rule[] {
  if (!/^(Cluster)?Role(Binding)?$/.test(kind)) return [];
  const { rules = [], roleRef } = parse(text) as {
    rules?: readonly Rule[];
    roleRef?: { readonly kind: string; readonly name: string };
  };
  if (roleRef === undefined) return [...rules];
  const resources = [roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles'];
  const apiGroups = ['rbac.authorization.k8s.io'];
  return [{ apiGroups, resources, resourceNames: [roleRef.name], verbs: ['bind'] }];
}

/** One rule for what has the same group and verbs; a right that another rule has already is not said again. */
function mergeRules(rules: readonly Rule[]): readonly Rule[] {
  const plain = rules.filter(
    (rule) => rule.resourceNames === undefined && rule.apiGroups.length === 1,
  );
  const verbs = new Map<string, Set<string>>();
  for (const { apiGroups, resources, verbs: some } of plain) {
    for (const resource of resources) {
      const key = `${apiGroups[0]} ${resource}`;
      verbs.set(key, new Set([...(verbs.get(key) ?? []), ...some]));
    }
  }
  const grouped = new Map<string, string[]>();
  for (const [key, some] of [...verbs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [group = '', resource = ''] = key.split(' ');
    const same = JSON.stringify([group, inOrder(some)]);
    grouped.set(same, [...(grouped.get(same) ?? []), resource]);
  }
  const merged = [...grouped].map(([same, resources]): Rule => {
    const [group, some] = JSON.parse(same) as [string, string[]];
    return { apiGroups: [group], resources, verbs: some };
  });
  const others = rules.filter((rule) => !plain.includes(rule)).map((rule) => JSON.stringify(rule));
  return [...merged, ...[...new Set(others)].map((rule) => JSON.parse(rule) as Rule)];
}

const inOrder = (verbs: ReadonlySet<string>): string[] => [
  ...changing.filter((verb) => verbs.has(verb)),
  ...[...verbs].filter((verb) => !changing.includes(verb)).sort(),
];
