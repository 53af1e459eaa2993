import { expect, it } from 'vitest';
import { planRights } from './access-rights.ts';
import { splitSnapshot } from '../manifest/manifest.ts';
import { resourceOf } from '../manifest/resource-names.ts';

const object = (apiVersion: string, kind: string, more = '', body = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n${more}${body}`;

const release = splitSnapshot(
  [
    object('apps/v1', 'Deployment'),
    object('v1', 'Service', '  namespace: other\n'),
    object('v1', 'Namespace'),
    object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      '',
      'spec:\n  group: acme.example\n  scope: Cluster\n  names:\n    kind: Mouse\n    plural: mice\n',
    ),
    object('acme.example/v1', 'Mouse'),
    object(
      'rbac.authorization.k8s.io/v1',
      'Role',
      '',
      'rules:\n- apiGroups: [""]\n  resources: [secrets]\n  verbs: [get]\n',
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      '',
      'roleRef:\n  kind: ClusterRole\n  name: view\n',
    ),
  ].join('---\n'),
);

const all = ['get', 'list', 'create', 'update', 'patch', 'delete'];

it('gives a deployer what the kinds of the release need, where they are', () => {
  const { namespaces, cluster } = planRights(release, 'shop', 'deploy');

  expect([...namespaces.keys()]).toEqual(['other', 'shop']);
  expect(namespaces.get('other')).toEqual([
    { apiGroups: [''], resources: ['services'], verbs: all },
  ]);
  expect(cluster).toEqual([
    { apiGroups: [''], resources: ['namespaces'], verbs: all },
    { apiGroups: ['acme.example'], resources: ['mice'], verbs: all },
    { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: all },
  ]);
});

it('lets a deployer give away what the release gives away, and nothing else', () => {
  const own = planRights(release, 'shop', 'deploy').namespaces.get('shop');

  expect(own).toContainEqual({
    apiGroups: [''],
    resources: ['pods/log', 'secrets'],
    verbs: ['get'],
  });
  expect(own).toContainEqual(
    expect.objectContaining({
      resources: ['clusterroles'],
      resourceNames: ['view'],
      verbs: ['bind'],
    }),
  );
});

it('lets a reader only look', () => {
  const { namespaces, cluster } = planRights(release, 'shop', 'read');
  const rules = [...namespaces.values(), cluster].flat();

  expect([...new Set(rules.flatMap(({ verbs }) => verbs))].sort()).toEqual(['get', 'list']);
});

it.each([
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses'],
  ['v1', 'Endpoints', 'endpoints'],
  ['gateway.networking.k8s.io/v1', 'Gateway', 'gateways'],
])('names the resource of %s %s', (apiVersion, kind, plural) => {
  expect(resourceOf(apiVersion, kind).plural).toBe(plural);
});
