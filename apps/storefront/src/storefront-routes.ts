import type { Route } from '@shop/http-service';
import type { Catalog } from './catalog.ts';
import type { Orders } from './orders.ts';

export interface Upstreams {
  readonly catalog: Catalog;
  readonly orders: Orders;
}

export const storefrontRoutes = ({ catalog, orders }: Upstreams): readonly Route[] => [
  {
    method: 'GET',
    path: '/',
    handle: async () => ({ status: 200, body: { offers: await catalog.listOffers() } }),
  },
  {
    method: 'POST',
    path: '/checkout',
    handle: async ({ body }) => ({
      status: 201,
      body: await orders.place((body as { lines?: unknown } | undefined)?.lines),
    }),
  },
];
