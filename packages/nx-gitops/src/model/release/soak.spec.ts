import { expect, it } from 'vitest';
import type { ReleaseRecord } from './release-record.ts';
import { soakedSince } from './soak.ts';

const release = (at: string, commit: string, more: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  at,
  by: 'test',
  commit,
  isDirty: false,
  digest: 'sha256:0',
  kind: 'deploy',
  result: 'deployed',
  ...more,
});

/** `c2-b` is a commit that has the lock b. */
const lockAt = async (commit: string): Promise<string | undefined> => commit.split('-')[1];

const since = (...releases: ReleaseRecord[]) => soakedSince({ releases }, lockAt);

it('is the oldest release in a row that had this lock, whatever else changed', async () => {
  const row = [release('3', 'c3-b'), release('2', 'c2-b'), release('1', 'c1-a')];
  expect(await since(...row)).toBe('2');
});

it('begins again after another lock, a delete, or a release that was no commit', async () => {
  expect(await since(release('3', 'c3-b'), release('2', 'c2-a'), release('1', 'c1-b'))).toBe('3');
  expect(await since(release('3', 'c-b'), release('2', 'c-b', { kind: 'delete' }))).toBe('3');
  expect(await since(release('3', 'c-b'), release('2', 'c-b', { isDirty: true }))).toBe('3');
});

it('does not count from a release that failed', async () => {
  expect(await since(release('3', 'c-b'), release('2', 'c-b', { result: 'failed' }))).toBe('3');
  expect(await since()).toBeUndefined();
});
