import type { Cache } from './cache.ts';
import { sendCommand } from './send-command.ts';

export const createRedisCache = (address: string): Cache => {
  if (!address.startsWith('redis://') || !URL.canParse(address)) {
    throw new TypeError(`CACHE_URL: expected a URL like redis://cache:6379, got "${address}"`);
  }
  const { hostname: host, port } = new URL(address);
  const server = { host, port: Number(port || 6379) };
  return {
    get: async (key) => (await sendCommand(server, ['GET', key])) ?? undefined,
    set: async (key, value, seconds) => {
      await sendCommand(server, ['SET', key, value, 'EX', String(seconds)]);
    },
  };
};
