import type { ObjectIdentity } from './manifest.ts';

/** What names a Kubernetes object; what it does not say is empty. */
export function identityOf({
  apiVersion,
  kind,
  metadata,
}: {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: unknown;
}): ObjectIdentity {
  const { name = '', namespace = '' } = (metadata ?? {}) as Partial<ObjectIdentity>;
  return { apiVersion: String(apiVersion), kind: String(kind), namespace, name };
}
