import { isToken } from '../secret/secret-objects.ts';
import { isSameValue } from '../manifest/same-value.ts';

/** A field of a live object that is not as the snapshot says. */
export interface FieldDrift {
  /** `spec.template.spec.containers[web].image` */
  readonly path: string;
  /** Who set it last, as the API server knows it. */
  readonly manager: string | undefined;
}

export interface LiveObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly managedFields?: readonly ManagedFields[];
  };
}

export interface ManagedFields {
  readonly manager?: string;
  readonly subresource?: string;
  readonly fieldsV1?: unknown;
}

/** A change that is expected: autoscalers, fields that webhooks inject. */
export interface IgnoreRule {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly managers?: readonly string[] | undefined;
}

/** Written by the API server, by kapp or by sops. */
const notCompared = new Set(['status', 'sops', 'managedFields', 'creationTimestamp']);

/**
 * The fields of the snapshot that the live object does not have, or has another value of; what is encrypted is left out.
 * `isUntouched`: kapp says that the object is as it was applied, so that a `false`, `0` or `''` that it does not have is
 * one that the API server does not keep.
 */
export function compareObject(
  wanted: unknown,
  live: LiveObject,
  isUntouched = false,
): FieldDrift[] {
  const paths: string[] = [];
  const drops = isUntouched ? isZero : (): boolean => false;
  compare({ wanted, live, drops }, '', paths);
  return paths.map((path) => ({ path, manager: findManager(live, path) }));
}

interface Sides {
  readonly wanted: unknown;
  readonly live: unknown;
  /** Whether a value may be absent from the live object. */
  readonly drops: (value: unknown) => boolean;
}

function compare({ wanted, live, drops }: Sides, path: string, paths: string[]): void {
  if (isEmpty(wanted) || (live === undefined && drops(wanted))) return;
  if (isToken(wanted)) return void (live === undefined && paths.push(path));
  if (Array.isArray(wanted)) {
    if (!Array.isArray(live) || live.length !== wanted.length) return void paths.push(path);
    wanted.forEach((item: unknown, at) => {
      const name = nameOf(item);
      const other = name === undefined ? live[at] : live.find((one) => nameOf(one) === name);
      compare({ wanted: item, live: other, drops }, `${path}[${name ?? at}]`, paths);
    });
  } else if (typeof wanted === 'object' && wanted !== null) {
    const has = typeof live === 'object' && live !== null;
    if (!has) return void paths.push(path);
    for (const [key, value] of Object.entries(wanted)) {
      if (notCompared.has(key) && (path === '' || path === 'metadata')) continue;
      const next = path ? `${path}.${key}` : key;
      const other = (live as Record<string, unknown>)[key];
      compare({ wanted: value, live: other, drops }, next, paths);
    }
  } else if (!isSameValue(wanted, live)) {
    paths.push(path);
  }
}

/** What the API server drops: null, {} and []. */
const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

const isZero = (value: unknown): boolean => value === false || value === 0 || value === '';

const nameOf = (item: unknown): string | undefined => {
  const name = (item as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : undefined;
};

/** The manager that owns a field. Two may: then the one that is not kapp changed it. */
export function findManager({ metadata }: LiveObject, path: string): string | undefined {
  const keys = path.split(/\.|(?=\[)/);
  const owners = (metadata.managedFields ?? [])
    .filter(({ fieldsV1 }) => owns(fieldsV1, keys))
    .map(({ manager = '', subresource }) =>
      subresource ? `${manager} (${subresource})` : manager,
    );
  return owners.find((owner) => owner !== 'kapp') ?? owners[0];
}

/** A key may have dots of its own: `data.tls.key`. */
function owns(fields: unknown, keys: readonly string[]): boolean {
  const [key] = keys;
  if (key === undefined || typeof fields !== 'object' || fields === null) return true;
  const entries = Object.entries(fields);
  if (entries.length === 0) return true;
  if (key.startsWith('[')) {
    const item = `"${key.slice(1, -1)}"`;
    const next = entries.find(([field]) => field.startsWith('k:') && field.includes(item));
    return next !== undefined && owns(next[1], keys.slice(1));
  }
  return keys.some((_key, at) => {
    const name = `f:${keys.slice(0, at + 1).join('.')}`;
    const next = entries.find(([field]) => field === name);
    return next !== undefined && owns(next[1], keys.slice(at + 1));
  });
}

/** Whether a rule says that this change is expected. An empty rule ignores nothing. */
export const isIgnored = (
  { kind, metadata: { name } }: LiveObject,
  { path, manager }: FieldDrift,
  rules: readonly IgnoreRule[],
): boolean =>
  rules.some(
    (rule) =>
      (rule.paths !== undefined || rule.managers !== undefined) &&
      (rule.kind === undefined || rule.kind === kind) &&
      (rule.name === undefined || rule.name === name) &&
      (rule.paths === undefined ||
        rule.paths.some(
          (one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`),
        )) &&
      (rule.managers === undefined || rule.managers.some((one) => manager?.startsWith(one))),
  );
