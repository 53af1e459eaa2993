/** An API version that Kubernetes took away, or is going to. Minor versions of Kubernetes 1. */
export interface Deprecation {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  readonly deprecated: number;
  readonly removed: number;
  /** What to write instead; undefined where there is nothing. */
  readonly replacement: string | undefined;
}

const row = (
  apiVersion: string,
  kinds: string,
  deprecated: number,
  removed: number,
  replacement?: string,
): Deprecation => ({ apiVersion, kinds: kinds.split(' '), deprecated, removed, replacement });

const admission = 'admissionregistration.k8s.io';
const flow = 'flowcontrol.apiserver.k8s.io';
const priorities = 'FlowSchema PriorityLevelConfiguration';
const claims = 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice';

/** After the deprecation guide of Kubernetes and the life cycles in k8s.io/api 0.37. */
export const deprecations: readonly Deprecation[] = [
  row('extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 8, 16, 'apps/v1'),
  row('extensions/v1beta1', 'NetworkPolicy', 9, 16, 'networking.k8s.io/v1'),
  row('extensions/v1beta1', 'PodSecurityPolicy', 10, 16, 'policy/v1beta1'),
  row('extensions/v1beta1', 'Ingress', 14, 22, 'networking.k8s.io/v1'),
  row('apps/v1beta1', 'ControllerRevision Deployment StatefulSet', 8, 16, 'apps/v1'),
  row(
    'apps/v1beta2',
    'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
    9,
    16,
    'apps/v1',
  ),
  row(
    `${admission}/v1beta1`,
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    16,
    22,
    `${admission}/v1`,
  ),
  row(
    'apiextensions.k8s.io/v1beta1',
    'CustomResourceDefinition',
    16,
    22,
    'apiextensions.k8s.io/v1',
  ),
  row('apiregistration.k8s.io/v1beta1', 'APIService', 19, 22, 'apiregistration.k8s.io/v1'),
  row('authentication.k8s.io/v1beta1', 'TokenReview', 19, 22, 'authentication.k8s.io/v1'),
  row(
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    19,
    22,
    'authorization.k8s.io/v1',
  ),
  row('certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 19, 22, 'certificates.k8s.io/v1'),
  row('coordination.k8s.io/v1beta1', 'Lease', 19, 22, 'coordination.k8s.io/v1'),
  row('networking.k8s.io/v1beta1', 'Ingress IngressClass', 19, 22, 'networking.k8s.io/v1'),
  ...['v1alpha1', 'v1beta1'].map((version) =>
    row(
      `rbac.authorization.k8s.io/${version}`,
      'ClusterRole ClusterRoleBinding Role RoleBinding',
      17,
      22,
      'rbac.authorization.k8s.io/v1',
    ),
  ),
  row('scheduling.k8s.io/v1beta1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'),
  row(
    'storage.k8s.io/v1beta1',
    'CSIDriver CSINode StorageClass VolumeAttachment',
    19,
    22,
    'storage.k8s.io/v1',
  ),
  row('batch/v1beta1', 'CronJob', 21, 25, 'batch/v1'),
  row('discovery.k8s.io/v1beta1', 'EndpointSlice', 21, 25, 'discovery.k8s.io/v1'),
  row('events.k8s.io/v1beta1', 'Event', 22, 25, 'events.k8s.io/v1'),
  row('autoscaling/v2beta1', 'HorizontalPodAutoscaler', 22, 25, 'autoscaling/v2'),
  row('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 23, 26, 'autoscaling/v2'),
  row('policy/v1beta1', 'PodDisruptionBudget', 21, 25, 'policy/v1'),
  row('policy/v1beta1', 'PodSecurityPolicy', 21, 25),
  row('node.k8s.io/v1beta1', 'RuntimeClass', 22, 25, 'node.k8s.io/v1'),
  row('storage.k8s.io/v1beta1', 'CSIStorageCapacity', 24, 27, 'storage.k8s.io/v1'),
  row(`${flow}/v1beta1`, priorities, 23, 26, `${flow}/v1beta3`),
  row(`${flow}/v1beta2`, priorities, 26, 29, `${flow}/v1`),
  row(`${flow}/v1beta3`, priorities, 29, 32, `${flow}/v1`),
  row('authentication.k8s.io/v1beta1', 'SelfSubjectReview', 30, 33, 'authentication.k8s.io/v1'),
  row(
    `${admission}/v1beta1`,
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    31,
    34,
    `${admission}/v1`,
  ),
  row('networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR', 34, 37, 'networking.k8s.io/v1'),
  row('resource.k8s.io/v1beta1', claims, 35, 38, 'resource.k8s.io/v1'),
  row('coordination.k8s.io/v1beta1', 'LeaseCandidate', 36, 39),
  row('resource.k8s.io/v1beta2', claims, 36, 39, 'resource.k8s.io/v1'),
  row(
    `${admission}/v1beta1`,
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    37,
    40,
    `${admission}/v1`,
  ),
  row('certificates.k8s.io/v1beta1', 'ClusterTrustBundle', 37, 40, 'certificates.k8s.io/v1'),
];
