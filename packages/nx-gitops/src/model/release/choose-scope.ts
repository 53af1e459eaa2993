import { countOf } from '../count-of.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { compareObjects, groupOf } from '../manifest/object-digests.ts';
import type { ReleaseRecord } from './release-record.ts';

/** What was in the cluster when a release had succeeded. */
export interface RecordedObjects {
  /** Digest of its snapshot. */
  readonly snapshot: string;
  /** Name of kapp's last change then: another one means that somebody else deployed since. */
  readonly lastChange: string | undefined;
  /** What `digestObjects` said of it; undefined where that is too long to be kept. */
  readonly objects?: string;
}

/** What of kapp's record of the app matters here. */
export interface KnownApp {
  readonly lastChange: string | undefined;
  readonly kinds: readonly { readonly Group: string; readonly Kind: string }[];
  readonly namespaces: readonly string[];
}

export interface ScopeInput {
  readonly objects: readonly Manifest[];
  readonly running: ReleaseRecord | undefined;
  readonly recorded: RecordedObjects | undefined;
  readonly app: KnownApp | undefined;
  /** Where objects without a namespace go. */
  readonly namespace: string;
}

/** What a deploy has to look at: everything, or only what differs from the release that runs. */
export type Scope =
  | { readonly kind: 'full'; readonly reason: string }
  | { readonly kind: 'changed'; readonly objects: readonly Manifest[] };

/**
 * Less than everything is looked at only where that cannot make a difference: after a recorded success, when nothing
 * goes away, and nothing that changes takes part in an order or in kapp's other ways with several objects.
 */
export function chooseScope({ objects, running, recorded, app, namespace }: ScopeInput): Scope {
  if (!isKnown(running, recorded)) return full('no success is recorded of what runs');
  if (!app || app.lastChange !== recorded.lastChange) return full('kapp was used since');
  if (objects.some(isConfiguration)) return full('the snapshot configures kapp');
  if (objects.some(({ text }) => text.includes('kapp.k14s.io/versioned')))
    return full('the snapshot has versioned objects');
  if (recorded.objects === undefined) return full('they are too many to be recorded');
  const { changed, removed } = compareObjects(objects, recorded.objects);
  if (removed > 0)
    return full(`${countOf(removed, 'object')} ${removed === 1 ? 'goes' : 'go'} away`);
  const kinds = new Set(app.kinds.map(({ Group, Kind }) => `${Group} ${Kind}`));
  const namespaces = new Set(['', namespace, ...app.namespaces]);
  for (const object of changed) {
    const { apiVersion, kind, name } = object;
    if (!kinds.has(`${groupOf(apiVersion)} ${kind}`)) return full(`${kind} is a new kind`);
    if (!namespaces.has(object.namespace)) return full(`${object.namespace} is a new namespace`);
    if (broad.has(kind)) return full(`${kind} ${name} concerns other objects`);
    if (object.text.includes('kapp.k14s.io/')) return full(`${kind} ${name} has rules of kapp`);
  }
  return { kind: 'changed', objects: changed };
}

/** The objects that differ from those of the release that runs; all of them where no success is recorded of it. */
export function findChanged(
  objects: readonly Manifest[],
  running: ReleaseRecord | undefined,
  recorded: RecordedObjects | undefined,
): readonly Manifest[] {
  if (!isKnown(running, recorded) || recorded.objects === undefined) return objects;
  return compareObjects(objects, recorded.objects).changed;
}

/** Whether the objects that are recorded are those of the release that runs. */
const isKnown = (
  running: ReleaseRecord | undefined,
  recorded: RecordedObjects | undefined,
): recorded is RecordedObjects =>
  running?.result === 'deployed' && recorded?.snapshot === running.digest;

const full = (reason: string): Scope => ({ kind: 'full', reason });

const broad = new Set(['CustomResourceDefinition', 'Namespace', 'APIService']);

const isConfiguration = ({ apiVersion }: Manifest): boolean =>
  apiVersion.startsWith('kapp.k14s.io/');
