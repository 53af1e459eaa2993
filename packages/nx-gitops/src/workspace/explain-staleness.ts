import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { compareListings, digestKey, type KeyListing } from '../model/build-key/build-key.ts';
import { isGitopsError } from '../model/errors.ts';
import type { Staleness } from '../model/build-key/staleness.ts';
import { openGit } from '../tools/git.ts';
import { openBuildKeys } from './build-keys.ts';
import type { Service } from './services.ts';
import { readCommit } from './sources.ts';
import { deploys, type Workspace } from './workspace.ts';

/** How many commits that changed the lock, and how many of the newest, are searched for its sources. */
const searched = 10;

/** Where a listing is kept for `why`; it is found by its key, so it can be lost at any time. */
export const listingPath = (root: string, key: string): string =>
  join(root, '.nx-gitops', 'keys', key.replace(':', '-'));

/**
 * The files that changed since a lock was made. A lock holds only the digest of its sources: their listing is
 * the one kept at the time of locking, or that of a commit whose sources have the recorded key.
 */
export async function explainStaleness(
  { root, workspace }: { readonly root: string; readonly workspace: Workspace },
  lockFile: string,
  service: Service,
  staleness: Staleness,
): Promise<readonly string[] | undefined> {
  const lock = workspace.locks.get(lockFile);
  if (staleness.state !== 'stale' || !lock || isGitopsError(lock) || !lock.built) return undefined;
  const { key, roots } = lock.built;
  const before =
    (await readKeptListing(root, key)) ??
    (await searchCommits(root, workspace, lockFile, service, lock.built));
  return before && compareListings(before, workspace.keys.list(service, roots));
}

async function readKeptListing(root: string, key: string): Promise<KeyListing | undefined> {
  const listing = (await findText(listingPath(root, key)))?.split('\n');
  return listing && digestKey(listing) === key ? listing : undefined;
}

async function searchCommits(
  root: string,
  workspace: Workspace,
  lockFile: string,
  service: Service,
  { key, roots }: { readonly key: string; readonly roots: readonly string[] },
): Promise<KeyListing | undefined> {
  const git = openGit(root);
  const commits = [
    ...(await git.listChanges(lockFile, searched)),
    ...(await git.listChanges('.', searched)),
  ];
  for (const commit of new Set(commits)) {
    const sources = await readCommit(root, commit, git);
    const keys = await openBuildKeys(
      sources,
      new Set(roots),
      (one) => workspace.repositories.find((repository) => deploys(repository, one))?.buildKey,
    );
    const listing = keys.list(service, roots);
    if (digestKey(listing) === key) return listing;
  }
  return undefined;
}
