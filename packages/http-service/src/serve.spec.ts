import { afterEach, describe, expect, it } from 'vitest';
import { HttpError, serve, type Route, type Served } from './index.ts';

const routes: readonly Route[] = [
  { method: 'GET', path: '/cups/:name', handle: ({ params }) => ({ status: 200, body: params }) },
  { method: 'POST', path: '/cups', handle: ({ body }) => ({ status: 201, body }) },
  {
    method: 'GET',
    path: '/teapot',
    handle: () => {
      throw new HttpError(418, 'I am a teapot');
    },
  },
  {
    method: 'GET',
    path: '/broken',
    handle: () => {
      throw new Error('a password');
    },
  },
  {
    method: 'GET',
    path: '/slow',
    handle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { status: 200, body: 'done' };
    },
  },
];

let served: Served | undefined;
afterEach(async () => {
  await served?.close(0);
  served = undefined;
});

const call = async (path: string, init?: RequestInit) => {
  served ??= await serve({ routes });
  const response = await fetch(`http://127.0.0.1:${served.port}${path}`, init);
  return { status: response.status, body: await response.json() };
};

describe('serve', () => {
  it('finds the route and its parameters', async () => {
    expect(await call('/cups/caf%C3%A9?size=1')).toEqual({ status: 200, body: { name: 'café' } });
    expect(await call('/cups', { method: 'POST', body: '{"a":1}' })).toEqual({
      status: 201,
      body: { a: 1 },
    });
  });

  it.each([
    ['/nowhere', undefined, 404, 'No route for GET /nowhere'],
    ['/cups/%', undefined, 400, 'Cannot decode "%"'],
    ['/cups', { method: 'POST', body: '{' }, 400, 'The body is not JSON'],
    ['/cups', { method: 'POST', body: 'x'.repeat(70_000) }, 413, 'The body exceeds 65536 bytes'],
    ['/teapot', undefined, 418, 'I am a teapot'],
    ['/broken', undefined, 500, 'Internal error'],
  ])('answers %s with a JSON error', async (path, init, status, message) => {
    expect(await call(path, init)).toEqual({ status, body: { error: { message } } });
  });

  it('is alive and ready', async () => {
    expect(await call('/healthz')).toEqual({ status: 200, body: { status: 'alive' } });
    expect(await call('/readyz')).toEqual({ status: 200, body: { status: 'ready' } });
  });

  it('answers what runs before it stops', async () => {
    served = await serve({ routes });
    const running = call('/slow');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const closed = served.close();
    expect(await running).toEqual({ status: 200, body: 'done' });
    await closed;
    await expect(call('/healthz')).rejects.toThrow();
    served = undefined;
  });
});
