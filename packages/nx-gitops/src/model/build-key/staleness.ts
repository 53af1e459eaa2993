import type { Hold, Lock } from '../lock/lock.ts';

/** Whether the lock of a service belongs to its sources as they are. */
export type Staleness =
  | { readonly state: 'fresh'; readonly key: string }
  | { readonly state: 'held'; readonly held: Hold }
  | { readonly state: 'missing' }
  | { readonly state: 'unkeyed' }
  | { readonly state: 'unreadable'; readonly problem: string }
  | { readonly state: 'stale'; readonly recorded: string; readonly actual: string };

/** `keyOf` computes the key of the given roots from the files of the repository. */
export function judgeLock(
  lock: Lock | undefined,
  keyOf: (roots: readonly string[]) => string,
): Staleness {
  if (!lock) return { state: 'missing' };
  if (lock.held) return { state: 'held', held: lock.held };
  if (!lock.built) return { state: 'unkeyed' };
  const actual = keyOf(lock.built.roots);
  return actual === lock.built.key
    ? { state: 'fresh', key: actual }
    : { state: 'stale', recorded: lock.built.key, actual };
}

export const isStale = ({ state }: Staleness): boolean => state !== 'fresh' && state !== 'held';
