import { parse } from 'yaml';

/** The names of the Secrets that the pods of a workload read, and how to reach their template. */
export interface SecretReferences {
  readonly names: readonly string[];
  /** Path of the pod template in the object. */
  readonly template: readonly string[];
}

const templates: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

export const checksumAnnotation = 'nx-gitops.dev/secret-checksum';

/** What of Secrets the pods of a document use; nothing where it is no workload, or opted out. */
export function findSecretReferences(kind: string, document: string): SecretReferences | undefined {
  const template = templates[kind];
  if (template === undefined || !/\bsecret/i.test(document)) return undefined;
  const object: unknown = parse(document, { logLevel: 'silent' });
  const pod = template.reduce<unknown>((node, key) => (node as Tree | undefined)?.[key], object);
  if (optsOut(object) || optsOut(pod)) return undefined;
  return { template, names: [...new Set(collect((pod as Tree | undefined)?.['spec']))].sort() };
}

const optsOut = (node: unknown): boolean => {
  const metadata = (node as Tree | undefined)?.['metadata'] as Tree | undefined;
  return (metadata?.['annotations'] as Tree | undefined)?.[checksumAnnotation] === 'none';
};

type Tree = Readonly<Record<string, unknown>>;

/** `secretKeyRef`, `secretRef`, and volumes, those of projections included; not the credentials of a registry. */
function collect(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const { name, secretName } = (value ?? {}) as { name?: unknown; secretName?: unknown };
    if (key === 'imagePullSecrets') return [];
    const found = ['secretKeyRef', 'secretRef'].includes(key)
      ? name
      : key === 'secret'
        ? (secretName ?? name)
        : undefined;
    return [...(typeof found === 'string' ? [found] : []), ...collect(value)];
  });
}
