import { createHttpClient } from '@shop/http-client';
import { HttpError, serve, type Route, type Served } from '@shop/http-service';
import { afterEach, expect, it } from 'vitest';
import { createCache } from './cache/create-cache.ts';
import { createCatalog } from './catalog.ts';
import { createOrders } from './orders.ts';
import { storefrontRoutes } from './storefront-routes.ts';

const upstreamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/products',
    handle: () => ({
      status: 200,
      body: { products: [{ sku: 'cup', name: 'Cup', price: {}, priceText: '€12.50' }] },
    }),
  },
  {
    method: 'POST',
    path: '/orders',
    handle: ({ body }) => {
      const { lines } = body as { lines?: unknown };
      if (lines === undefined) throw new HttpError(400, 'lines: expected some');
      return { status: 201, body: { id: 'o-1', totalText: '€12.50', payment: 'p' } };
    },
  },
];

const running: Served[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.close(0)));
});

const start = async (routes: readonly Route[]) => {
  const served = await serve({ routes });
  running.push(served);
  return `http://127.0.0.1:${served.port}`;
};

const call = async (path: string, init?: RequestInit) => {
  const http = createHttpClient({ service: 'upstream', baseUrl: await start(upstreamRoutes) });
  const catalog = createCatalog(http, createCache());
  const url = await start(storefrontRoutes({ catalog, orders: createOrders(http) }));
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, body: await response.json() };
};

it('shows what the catalog has', async () => {
  expect(await call('/')).toEqual({
    status: 200,
    body: { offers: [{ sku: 'cup', name: 'Cup', price: '€12.50' }] },
  });
});

it('orders and gives a receipt', async () => {
  const body = JSON.stringify({ lines: [{ sku: 'cup', quantity: 1 }] });
  expect(await call('/checkout', { method: 'POST', body })).toEqual({
    status: 201,
    body: { order: 'o-1', total: '€12.50', payment: 'p' },
  });
});

it('hands on why an order is refused', async () => {
  expect(await call('/checkout', { method: 'POST' })).toEqual({
    status: 400,
    body: { error: { message: 'upstream: lines: expected some' } },
  });
});
