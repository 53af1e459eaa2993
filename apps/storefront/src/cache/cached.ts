import type { Cache } from './cache.ts';

/** A cache that is away costs time, never the answer. */
export const cached = async <T>(
  cache: Cache,
  key: string,
  seconds: number,
  load: () => Promise<T>,
): Promise<T> => {
  const kept = await cache.get(key).catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as T;

  const value = await load();
  await cache.set(key, JSON.stringify(value), seconds).catch(() => {});
  return value;
};
