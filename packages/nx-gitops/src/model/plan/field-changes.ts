import { isSameValue } from '../manifest/same-value.ts';

/** One field that a release changes. A side that is left out: the field is not there. */
export interface FieldChange {
  /** `spec.template.spec.containers[web].image` */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * What the snapshot changes of a live object. Defaults of the API server are no change: only fields that the snapshot
 * has count, and those that were applied before and that it has no more (`applied`, where kapp remembers it). A `false`
 * or `0` that was applied before and is not there was not kept by the API server, unless it is all that there is to say.
 */
export function findFieldChanges(wanted: unknown, live: unknown, applied: unknown): FieldChange[] {
  const changes: FieldChange[] = [];
  const dropped: FieldChange[] = [];
  walk({ wanted, live, applied }, [], {
    push: (one) => changes.push(one),
    drop: (one) => dropped.push(one),
  });
  return changes.length > 0 ? changes : dropped;
}

interface Changes {
  readonly push: (change: FieldChange) => void;
  readonly drop: (change: FieldChange) => void;
}

interface Sides {
  readonly wanted: unknown;
  readonly live: unknown;
  readonly applied: unknown;
}

type Path = readonly string[];

function walk(sides: Sides, path: Path, changes: Changes): void {
  const { wanted, live, applied } = sides;
  if (isForeign(path)) return;
  if (wanted === undefined || wanted === null) {
    if (isMap(path) && isRecord(applied) && isRecord(live)) walkRecord({}, sides, path, changes);
    else if (applied !== undefined && applied !== null && live !== undefined) {
      changes.push({ path: formatPath(path), from: live });
    }
  } else if (Array.isArray(wanted)) walkList(wanted, sides, path, changes);
  else if (isRecord(wanted)) walkRecord(wanted, sides, path, changes);
  else if (!isEqual(wanted, live, path)) {
    const isDropped = live === undefined && wanted === applied && !wanted;
    changes[isDropped ? 'drop' : 'push'](change(path, live, wanted));
  }
}

function walkRecord(
  wanted: Readonly<Record<string, unknown>>,
  { live, applied }: Sides,
  path: Path,
  changes: Changes,
): void {
  const before = isRecord(applied) ? applied : {};
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(before)])];
  if (keys.length === 0) return;
  if (!isRecord(live)) return void changes.push(change(path, live, wanted));
  for (const key of keys) {
    const sides = { wanted: wanted[key], live: live[key], applied: before[key] };
    walk(sides, [...path, formatKey(key)], changes);
  }
}

function walkList(
  wanted: readonly unknown[],
  { live, applied }: Sides,
  path: Path,
  changes: Changes,
): void {
  const now = Array.isArray(live) ? (live as unknown[]) : [];
  const before = Array.isArray(applied) ? (applied as unknown[]) : [];
  if ([...wanted, ...now].every((item) => nameOf(item) !== undefined)) {
    const find = (list: readonly unknown[], name: string): unknown =>
      list.find((item) => nameOf(item) === name);
    for (const name of new Set([...wanted, ...before].map((item) => nameOf(item) ?? ''))) {
      const sides = {
        wanted: find(wanted, name),
        live: find(now, name),
        applied: find(before, name),
      };
      walk(sides, [...path, `[${name}]`], changes);
    }
  } else if (wanted.length !== now.length) {
    changes.push(change(path, live, wanted));
  } else {
    wanted.forEach((item, at) =>
      walk(
        { wanted: item, live: now[at], applied: before[at] },
        [...path, `[${String(at)}]`],
        changes,
      ),
    );
  }
}

const change = (path: Path, from: unknown, to: unknown): FieldChange => ({
  path: formatPath(path),
  ...(from === undefined ? {} : { from }),
  to,
});

/** Numbers and quantities have many forms; text of people (`data`, labels) has one. */
const isEqual = (wanted: unknown, live: unknown, [top = '']: Path): boolean =>
  wanted === live ||
  (!['data', 'stringData', 'metadata'].includes(top) &&
    live !== undefined &&
    isSameValue(wanted, live));

/** Written by the API server, by sops, or by kapp beside what it was given. */
const isForeign = (path: Path): boolean =>
  foreign.has(path.join('.')) || ofKapp.test(path.at(-1) ?? '');

/** Each key of these has a meaning of its own; elsewhere what goes away goes as a whole. */
const isMap = (path: Path): boolean =>
  ['labels', 'annotations', 'matchLabels', 'data'].includes(path.at(-1) ?? '');

const ofKapp = /^\["kapp\.k14s\.io\/(app|association|identity|original|original-diff-md5)"\]$/;

const foreign = new Set([
  'status',
  'sops',
  ...[
    'managedFields',
    'creationTimestamp',
    'resourceVersion',
    'uid',
    'generation',
    'namespace',
  ].map((field) => `metadata.${field}`),
]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (item: unknown): string | undefined => {
  const name = isRecord(item) ? item['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
};

const formatKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : `["${key}"]`);

const formatPath = (path: Path): string => path.join('.').replaceAll('.[', '[');
