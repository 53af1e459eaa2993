import type { FieldChange } from './field-changes.ts';
import type { Risk } from './plan.ts';

/** Fields that the API server refuses to change, by kind. */
const immutable: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ['roleRef'],
  CustomResourceDefinition: ['spec.group', 'spec.names.kind', 'spec.scope'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.selector', 'spec.template', 'spec.completionMode'],
  PersistentVolumeClaim: [
    ...['spec.accessModes', 'spec.dataSource', 'spec.selector'],
    ...['spec.storageClassName', 'spec.volumeMode', 'spec.volumeName'],
  ],
  PriorityClass: ['value'],
  ReplicaSet: ['spec.selector'],
  RoleBinding: ['roleRef'],
  Secret: ['type'],
  Service: ['spec.clusterIP'],
  StatefulSet: [
    ...['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy'],
    'spec.volumeClaimTemplates',
  ],
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/** The changed fields that the API server refuses to change. */
export const findImmutable = (
  kind: string,
  fields: readonly FieldChange[],
  isSealed: boolean,
): readonly FieldChange[] =>
  fields.filter(({ path }) =>
    [...(immutable[kind] ?? []), ...(isSealed ? ['data', 'stringData', 'binaryData'] : [])].some(
      (field) => isBelow(path, field),
    ),
  );

const isBelow = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

const riskyKinds: Readonly<Record<string, Risk>> = {
  CustomResourceDefinition: 'custom-resource-definition',
  Namespace: 'namespace',
  PersistentVolumeClaim: 'volume-claim',
};

/** Why the change of one object should be looked at twice. A new object is no risk. */
export function findRisks(
  kind: string,
  operation: string,
  fields: readonly FieldChange[],
  isSealed: boolean,
): Risk[] {
  if (operation === 'create' || operation === 'wait') return [];
  const risky = riskyKinds[kind];
  const rolls = kind === 'StatefulSet' && fields.some(({ path }) => isBelow(path, 'spec.template'));
  return [
    ...(findImmutable(kind, fields, isSealed).length > 0 ? ['immutable-field' as const] : []),
    ...(risky ? [risky] : []),
    ...(rolls ? ['stateful-set-template' as const] : []),
  ];
}

/** More than a third of what runs. `objects` is the size of the new snapshot. */
export function isMassDeletion(
  changes: readonly { readonly operation: string }[],
  objects: number,
): boolean {
  return countOf(changes, 'delete') * 3 > countRunning(changes, objects);
}

/** How many objects run before these changes; `objects` is the size of the new snapshot. */
export const countRunning = (
  changes: readonly { readonly operation: string }[],
  objects: number,
): number => objects - countOf(changes, 'create') + countOf(changes, 'delete');

const countOf = (changes: readonly { readonly operation: string }[], operation: string): number =>
  changes.filter((change) => change.operation === operation).length;
