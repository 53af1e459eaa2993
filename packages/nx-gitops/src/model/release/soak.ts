import type { ReleaseLog } from './release-record.ts';

/**
 * Since when an environment has run a service as it does now: the start of the oldest release in an unbroken row
 * that ends with the newest. `lockAt` answers what identifies the lock of the service in a commit.
 */
export async function soakedSince(
  { releases }: ReleaseLog,
  lockAt: (commit: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  let lock: string | undefined;
  let since: string | undefined;
  for (const { kind, commit, isDirty, result, at } of releases) {
    if (kind === 'delete' || commit === undefined || isDirty) break;
    const here = await lockAt(commit);
    lock ??= here;
    if (here === undefined || here !== lock) break;
    if (result === 'deployed') since = at;
  }
  return since;
}
