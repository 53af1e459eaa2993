import { createHash } from 'node:crypto';
import type { Manifest } from './manifest.ts';

/** Letters of base64 for an object: 48 bits say which it is, 72 what is in it. 5,000 objects take 100 KB. */
const [nameLength, contentLength] = [8, 12];

/** What a snapshot holds, short enough to be kept in the cluster. */
export const digestObjects = (objects: readonly Manifest[]): string =>
  objects.map((object) => nameDigest(object) + contentDigest(object)).join('');

export interface ObjectComparison {
  /** New ones among them. */
  readonly changed: readonly Manifest[];
  /** How many of those before are not there any more. */
  readonly removed: number;
}

/** The objects of a snapshot that are not those of before. */
export function compareObjects(objects: readonly Manifest[], before: string): ObjectComparison {
  const contents = new Map<string, string>();
  for (let at = 0; at < before.length; at += nameLength + contentLength) {
    const end = at + nameLength;
    contents.set(before.slice(at, end), before.slice(end, end + contentLength));
  }
  const count = contents.size;
  const changed: Manifest[] = [];
  const found = new Set<string>();
  for (const object of objects) {
    const name = nameDigest(object);
    if (contents.has(name)) found.add(name);
    if (contents.get(name) !== contentDigest(object)) changed.push(object);
  }
  return { changed, removed: count - found.size };
}

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/** The version of an API is no part of what an object is. */
const nameDigest = ({ apiVersion, kind, namespace, name }: Manifest): string =>
  digest(JSON.stringify([groupOf(apiVersion), kind, namespace, name]), nameLength);

const contentDigest = ({ text }: Manifest): string => digest(text.trimEnd(), contentLength);

/** The group of `apps/v1`; empty for the core. */
export const groupOf = (apiVersion: string): string => apiVersion.split('/').slice(0, -1).join('');
