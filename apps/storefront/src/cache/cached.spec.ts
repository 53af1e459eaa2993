import { expect, it } from 'vitest';
import type { Cache } from './cache.ts';
import { cached } from './cached.ts';
import { createCache } from './create-cache.ts';

const counter = () => {
  let count = 0;
  return async () => (count += 1);
};

it('loads once while the cache keeps it', async () => {
  const kept = new Map<string, string>();
  const cache: Cache = {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
  };
  const load = counter();
  expect(await cached(cache, 'key', 30, load)).toBe(1);
  expect(await cached(cache, 'key', 30, load)).toBe(1);
});

it('answers all the same when the cache is away', async () => {
  const away = createCache('redis://127.0.0.1:1');
  expect(await cached(away, 'key', 30, counter())).toBe(1);
});

it('keeps nothing where there is no cache', async () => {
  const load = counter();
  await cached(createCache(), 'key', 30, load);
  expect(await cached(createCache(), 'key', 30, load)).toBe(2);
});

it('refuses an address that is none', () => {
  expect(() => createCache('cache:6379')).toThrow(
    'CACHE_URL: expected a URL like redis://cache:6379',
  );
});
