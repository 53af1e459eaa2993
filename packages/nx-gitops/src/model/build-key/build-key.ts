import { createHash } from 'node:crypto';

/** A file as Git sees it. */
export interface FileEntry {
  /** `100644`, `100755` or `120000`: Git knows no other modes of files. */
  readonly mode: string;
  /** Git's object id of the content. */
  readonly blob: string;
}

/** The files of a tree (working tree, index or commit) by their path relative to the workspace. */
export type FileTree = ReadonlyMap<string, FileEntry>;

/**
 * Everything that decides the content of a service's images, one line each, sorted.
 * Two equal listings give the same key; the difference of two listings says why they do not.
 */
export type KeyListing = readonly string[];

export interface KeyParts {
  readonly files: readonly (readonly [path: string, entry: FileEntry])[];
  /** Digest of what the projects can reach in package-lock.json, or of the whole lock file. */
  readonly packages: string | undefined;
}

export function listKey({ files, packages }: KeyParts): KeyListing {
  const lines = files.map(
    ([path, { mode, blob }]) => `file ${JSON.stringify(path)} ${mode} ${blob}`,
  );
  if (packages !== undefined) lines.push(`packages ${packages}`);
  return lines.sort();
}

/** SHA-256 over the listing; the leading version lets the format change without a false match. */
export function digestKey(listing: KeyListing): string {
  const hash = createHash('sha256').update('nx-gitops build key v1\n');
  for (const line of listing) hash.update(line).update('\n');
  return `v1:${hash.digest('hex')}`;
}

/** The files (and "packages") in which two listings differ, sorted. */
export function compareListings(before: KeyListing, after: KeyListing): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  const changed = [
    ...before.filter((line) => !now.has(line)),
    ...after.filter((line) => !old.has(line)),
  ];
  return [...new Set(changed.map(subjectOf))].sort();
}

function subjectOf(line: string): string {
  const path = /^file ("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  return path ? (JSON.parse(path) as string) : 'package-lock.json';
}
