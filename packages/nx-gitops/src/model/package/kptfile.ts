import { parse, stringify } from 'yaml';
import { isTree, type Tree } from '../manifest/tree.ts';

/** Where a package comes from, as the Kptfile of kpt says it. */
export interface PackageUpstream {
  /** URL or path of a Git repository. */
  readonly repo: string;
  /** Folder in it, "/" for all of it. */
  readonly directory: string;
  /** Branch, tag or commit that is followed. */
  readonly ref: string;
  /** The commit that the files were taken from. */
  readonly commit: string;
}

export const kptfileName = 'Kptfile';

/** The upstream of a package; undefined where the file tells of none. */
export function parseKptfile(text: string): PackageUpstream | undefined {
  const file: unknown = parse(text, { logLevel: 'silent' });
  if (!isTree(file) || file['kind'] !== 'Kptfile') return undefined;
  const wanted = gitOf(file['upstream']);
  const locked = gitOf(file['upstreamLock']);
  const { repo, directory = '/', ref = 'main' } = wanted ?? {};
  const commit = locked?.['commit'];
  if (typeof repo !== 'string' || typeof commit !== 'string') return undefined;
  return { repo, directory: String(directory), ref: String(ref), commit };
}

const gitOf = (place: unknown): Tree | undefined => {
  const git = isTree(place) ? place['git'] : undefined;
  return isTree(git) ? git : undefined;
};

/** A Kptfile with another upstream; whatever else it says stays. */
export function formatKptfile(
  earlier: string | undefined,
  name: string,
  from: PackageUpstream,
): string {
  const before: unknown =
    earlier === undefined ? undefined : parse(earlier, { logLevel: 'silent' });
  const { repo, directory, ref, commit } = from;
  const file = {
    apiVersion: 'kpt.dev/v1',
    kind: 'Kptfile',
    metadata: { name },
    ...(isTree(before) ? before : {}),
    upstream: { type: 'git', git: { repo, directory, ref }, updateStrategy: 'resource-merge' },
    upstreamLock: { type: 'git', git: { repo, directory, ref, commit } },
  };
  return stringify(file, { lineWidth: 0 });
}
