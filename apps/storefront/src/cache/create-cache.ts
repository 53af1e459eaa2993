import type { Cache } from './cache.ts';
import { createRedisCache } from './redis-cache.ts';

const noCache: Cache = { get: async () => undefined, set: async () => {} };

/** Without an address nothing is kept. */
export const createCache = (address = ''): Cache =>
  address === '' ? noCache : createRedisCache(address);
