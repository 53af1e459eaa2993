import type { Tree } from '@nx/devkit';
import { stringify } from 'yaml';
import { planRights, type Rights, type Rule } from '../../model/release/access-rights.ts';
import { splitSnapshot, type Manifest } from '../../model/manifest/manifest.ts';
import type { Files } from '../write-missing.ts';
import type { CiPlan } from './normalize-options.ts';
import { scriptFolder } from './scripts.ts';

export interface AccessFiles {
  readonly files: Files;
  /** Environments whose rights cannot be told before their first snapshot. */
  readonly unknown: readonly string[];
}

/** The accounts of the jobs in the clusters, with no more rights than the snapshots need. */
export function accessFiles(tree: Tree, plan: CiPlan): AccessFiles {
  const files: Record<string, string> = {};
  const unknown: string[] = [];
  for (const { name, namespace, snapshot } of plan.environments) {
    const state = tree.read(snapshot, 'utf8');
    if (state === null) {
      unknown.push(name);
      continue;
    }
    const release = splitSnapshot(state);
    files[`${scriptFolder}/access/${name}.yaml`] = format(name, [
      { kind: 'Namespace', apiVersion: 'v1', metadata: { name: namespace } },
      ...account('gitops-deployer', namespace, planRights(release, namespace, 'deploy')),
      ...account('gitops-reader', namespace, planRights(release, namespace, 'read')),
    ]);
  }
  const [first] = plan.environments;
  const state = first && tree.read(first.snapshot, 'utf8');
  if (plan.previews && state) {
    files[`${scriptFolder}/access/preview.yaml`] = format(
      'previews',
      previewAccount(plan.application, splitSnapshot(state)),
    );
  }
  return { files, unknown };
}

const format = (name: string, objects: readonly object[]): string =>
  [
    `# The accounts of the pipeline for ${name}, once by somebody who may: kubectl apply -f <this file>\n# A release with objects of a new kind needs new rights: nx g nx-gitops:ci --overwrite\n`,
    objects.map((object) => stringify(object, { lineWidth: 0, singleQuote: true })).join('---\n'),
  ].join('');

function account(name: string, namespace: string, { namespaces, cluster }: Rights): object[] {
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const outside = `${namespace}-${name}`;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    ...[...namespaces].flatMap(([place, rules]) =>
      grant({ name, namespace: place }, rules, subjects),
    ),
    ...(cluster.length > 0 ? grant({ name: outside }, cluster, subjects) : []),
  ];
}

interface Place {
  readonly name: string;
  readonly namespace?: string;
}

function grant(metadata: Place, rules: readonly Rule[], subjects: readonly object[]): object[] {
  const kind = metadata.namespace === undefined ? 'ClusterRole' : 'Role';
  const apiGroup = 'rbac.authorization.k8s.io';
  const apiVersion = `${apiGroup}/v1`;
  const roleRef = { apiGroup, kind, name: metadata.name };
  return [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects },
  ];
}

/** Namespaces come and go, so the rights of previews are those of the cluster: best of one that has only previews. */
function previewAccount(application: string, release: readonly Manifest[]): object[] {
  const name = 'gitops-preview';
  const namespace = `${application}-previews`;
  const { namespaces, cluster } = planRights(
    release.map((object) => ({ ...object, namespace })),
    namespace,
    'deploy',
  );
  const own: Rule = {
    apiGroups: [''],
    resources: ['namespaces'],
    verbs: ['get', 'list', 'create', 'patch', 'delete'],
  };
  const rules = [own, ...(namespaces.get(namespace) ?? []), ...cluster];
  return [
    { kind: 'Namespace', apiVersion: 'v1', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    ...grant({ name }, rules, [{ kind: 'ServiceAccount', name, namespace }]),
  ];
}
