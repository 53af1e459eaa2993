/** Kinds of Kubernetes that live in no namespace. */
const clusterKinds: ReadonlySet<string> = new Set([
  'APIService',
  'CSIDriver',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeSnapshotClass',
]);

/** How the API server names the objects of a kind, and whether they live in namespaces. */
export interface Resource {
  readonly group: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** A CustomResourceDefinition, as far as it says that. */
export interface CustomDefinition {
  readonly spec?: {
    readonly group?: string;
    readonly scope?: string;
    readonly names?: { readonly kind?: string; readonly plural?: string };
  };
}

/** The resource of a kind: as its definition says, or else by the rule that Kubernetes itself guesses with. */
export function resourceOf(
  apiVersion: string,
  kind: string,
  definitions: readonly CustomDefinition[] = [],
): Resource {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const own = definitions.find(
    ({ spec }) => spec?.group === group && spec.names?.kind === kind,
  )?.spec;
  return {
    group,
    plural: own?.names?.plural ?? guessPlural(kind.toLowerCase()),
    isNamespaced: own ? own.scope !== 'Cluster' : !clusterKinds.has(kind),
  };
}

function guessPlural(singular: string): string {
  if (singular.endsWith('endpoints')) return singular;
  if (/(s|x|ch|sh)$/.test(singular)) return `${singular}es`;
  return /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
