import { expect, it } from 'vitest';
import type { Lock } from '../lock/lock.ts';
import { isStale, judgeLock } from './staleness.ts';

const lock: Lock = { images: [], built: { key: 'v1:one', roots: ['apps/a'] }, held: undefined };

it.each([
  ['fresh', lock, 'v1:one', false],
  ['stale', lock, 'v1:two', true],
  ['missing', undefined, 'v1:one', true],
  ['unkeyed', { ...lock, built: undefined }, 'v1:one', true],
  ['held', { ...lock, held: { by: 'Ada', reason: 'why' } }, 'v1:two', false],
] as const)('calls a lock %s', (state, one, key, expected) => {
  const judged = judgeLock(one, () => key);
  expect(judged.state).toBe(state);
  expect(isStale(judged)).toBe(expected);
});

it('asks for the key of the roots that the lock records', () => {
  judgeLock(lock, (roots) => {
    expect(roots).toEqual(['apps/a']);
    return '';
  });
});
