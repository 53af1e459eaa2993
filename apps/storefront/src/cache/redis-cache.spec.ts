import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRedisCache } from './redis-cache.ts';

let server: Server;
afterEach(() => {
  server.close();
});

/** Answers in pieces, as a network does. */
const cacheThatAnswers = async (...pieces: readonly string[]) => {
  const heard: string[] = [];
  server = createServer((socket) => {
    socket.on('data', async (data) => {
      heard.push(data.toString());
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (pieces.length === 0) socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { heard, cache: createRedisCache(`redis://127.0.0.1:${port}`) };
};

it('speaks the protocol of Redis', async () => {
  const { cache, heard } = await cacheThatAnswers('+OK\r\n');
  await cache.set('key', 'é', 30);
  expect(heard).toEqual(['*5\r\n$3\r\nSET\r\n$3\r\nkey\r\n$2\r\né\r\n$2\r\nEX\r\n$2\r\n30\r\n']);
});

it('puts an answer together that comes in pieces', async () => {
  const { cache } = await cacheThatAnswers('$', '7\r', '\n1\r\n', '45é\r', '\n');
  expect(await cache.get('key')).toBe('1\r\n45é');
});

it('has nothing under a key that it does not know', async () => {
  const { cache } = await cacheThatAnswers('$-1\r\n');
  expect(await cache.get('key')).toBeUndefined();
});

it('fails where the cache refuses or hangs up', async () => {
  const refusing = await cacheThatAnswers('-NOAUTH Authentication required.\r\n');
  await expect(refusing.cache.get('key')).rejects.toThrow('NOAUTH');
  server.close();
  const silent = await cacheThatAnswers();
  await expect(silent.cache.get('key')).rejects.toThrow('The cache hung up');
});
