import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from './index.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const clientOf = async (listener: RequestListener, timeoutMs = 10_000) => {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createHttpClient({ service: 'catalog', baseUrl, timeoutMs, pauseMs: 1 });
};

/** Fails as often as it is told to, then echoes. */
const failing = (times: number, status: number): { calls: number; listener: RequestListener } => {
  const state = {
    calls: 0,
    listener: ((request, response) => {
      state.calls += 1;
      response.writeHead(state.calls <= times ? status : 200);
      response.end(JSON.stringify({ method: request.method, error: { message: 'no' } }));
    }) satisfies RequestListener,
  };
  return state;
};

const method = (answer: unknown) => (answer as { method: string }).method;

describe('createHttpClient', () => {
  it('tries again when the other service fails', async () => {
    const { get, put } = await clientOf(failing(2, 503).listener);
    expect(await get('/', method)).toBe('GET');
    expect(await put('/', {}, method)).toBe('PUT');
  });

  it('gives up with a bad gateway after three attempts', async () => {
    const other = failing(9, 500);
    const { get } = await clientOf(other.listener);
    await expect(get('/', method)).rejects.toMatchObject({ status: 502, message: 'catalog: no' });
    expect(other.calls).toBe(3);
  });

  it('hands a refusal on at once', async () => {
    const other = failing(9, 404);
    const { get } = await clientOf(other.listener);
    await expect(get('/', method)).rejects.toMatchObject({ status: 404, message: 'catalog: no' });
    expect(other.calls).toBe(1);
  });

  it('never sends a POST twice', async () => {
    const other = failing(9, 500);
    const { post } = await clientOf(other.listener);
    await expect(post('/', {}, method)).rejects.toMatchObject({ status: 502 });
    expect(other.calls).toBe(1);
  });

  it('does not wait for ever', async () => {
    const { post } = await clientOf(() => {}, 100);
    await expect(post('/', {}, method)).rejects.toMatchObject({
      status: 504,
      message: 'catalog: no answer within 100 ms',
    });
  });

  it('says when nobody is there, and when the answer is none', async () => {
    const nobody = createHttpClient({
      service: 'catalog',
      baseUrl: 'http://127.0.0.1:1',
      attempts: 1,
    });
    await expect(nobody.get('/', method)).rejects.toThrow('catalog: not reachable');

    const { get } = await clientOf((_, response) => response.end('<html>'));
    await expect(get('/', method)).rejects.toThrow('catalog: the answer is not JSON');
  });
});
