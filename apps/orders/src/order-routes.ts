import { randomUUID } from 'node:crypto';
import type { Route } from '@shop/http-service';
import { parseOrderLines } from './parse-order-lines.ts';
import { placeOrder, type Upstreams } from './place-order.ts';

export const orderRoutes = (
  upstreams: Upstreams,
  newId: () => string = randomUUID,
): readonly Route[] => [
  {
    method: 'POST',
    path: '/orders',
    handle: async ({ body }) => ({
      status: 201,
      body: await placeOrder(newId(), parseOrderLines(body), upstreams),
    }),
  },
];
