import { findFieldChanges, type FieldChange } from './field-changes.ts';
import type { ObjectIdentity } from '../manifest/manifest.ts';
import { findImmutable, findRisks } from './plan-risks.ts';
import type { ImageChange, LiveState, PlannedChange } from './plan.ts';
import { asStored } from '../secret/secret-objects.ts';
import { sha256 } from '../sha256.ts';

/** An object as the snapshot has it (secrets open), or as the API server gives it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly immutable?: boolean;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>> | null;
  readonly stringData?: Readonly<Record<string, string>> | null;
}

export interface Difference extends ObjectIdentity {
  readonly operation: 'create' | 'update' | 'delete' | 'wait';
}

/** One object that differs → what that means, field by field. Values of Secrets are hidden. */
export function planChange(
  { operation: asked, apiVersion, kind, namespace, name }: Difference,
  wanted: KubernetesObject | undefined,
  live: KubernetesObject | undefined,
): PlannedChange {
  const isSealed = live?.immutable === true;
  const found =
    asked === 'update' && live && wanted
      ? findFieldChanges(asStored(wanted), asStored(live), appliedOf(live))
      : [];
  const operation = isReplaced(asked, wanted, findImmutable(kind, found, isSealed).length > 0)
    ? 'replace'
    : asked;
  return {
    operation,
    ...{ apiVersion, kind, namespace, name },
    fields: kind === 'Secret' ? found.map(hideValue) : found,
    images: found.flatMap(findImage),
    risks: findRisks(kind, operation, found, isSealed),
    live: live && liveState(live),
  };
}

/** kapp replaces an object only where an annotation lets it. */
function isReplaced(
  operation: string,
  wanted: KubernetesObject | undefined,
  isImmutable: boolean,
): boolean {
  const strategy = wanted?.metadata.annotations?.['kapp.k14s.io/update-strategy'];
  if (operation !== 'update') return false;
  return strategy === 'always-replace' || (strategy === 'fallback-on-replace' && isImmutable);
}

/** What kapp applied last, as it remembers it on the object. */
function appliedOf({ metadata }: KubernetesObject): unknown {
  try {
    const text = metadata.annotations?.['kapp.k14s.io/original'];
    return text === undefined ? undefined : asStored(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const hideValue = ({ path, from, to }: FieldChange): FieldChange => {
  if (!/^(data|stringData)\b/.test(path)) {
    return { path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }
  return {
    path,
    ...(from === undefined ? {} : { from: '***' }),
    ...(to === undefined ? {} : { to: '***' }),
  };
};

function findImage({ path, from, to }: FieldChange): ImageChange[] {
  const container = /\[([^\]]+)\]\.image$/.exec(path)?.[1];
  if (container === undefined || typeof to !== 'string') return [];
  return [{ container, from: from as string | undefined, to, commits: undefined }];
}

/** What binds a plan to a live object: its content, not what its controllers write all the time. */
export function liveState(live: KubernetesObject): LiveState {
  const { uid = '', resourceVersion = '' } = live.metadata;
  if (live.kind === 'Secret') return { uid, digest: `version:${resourceVersion}` };
  const { status: _status, ...object } = live as KubernetesObject & { status?: unknown };
  const metadata = Object.entries(live.metadata).filter(([key]) => !written.has(key));
  const content = canonical({ ...object, metadata: Object.fromEntries(metadata) });
  return { uid, digest: sha256(content) };
}

const written = new Set(['managedFields', 'resourceVersion', 'generation']);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
