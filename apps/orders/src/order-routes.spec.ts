import { createHttpClient } from '@shop/http-client';
import { HttpError, serve, type Route, type Served } from '@shop/http-service';
import { afterEach, describe, expect, it } from 'vitest';
import { createCatalog } from './catalog.ts';
import { orderRoutes } from './order-routes.ts';
import { createPayments } from './payments.ts';

const catalogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/products/:sku',
    handle: ({ params }) => {
      if (params['sku'] !== 'cup') throw new HttpError(404, `No product "${params['sku']}"`);
      return { status: 200, body: { price: { minor: 1_250, currency: 'EUR' } } };
    },
  },
];

const paymentRoutes = (payment: unknown): readonly Route[] => [
  { method: 'PUT', path: '/payments/:order', handle: () => ({ status: 200, body: payment }) },
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

const order = async (lines: unknown, payment: unknown = { status: 'accepted', reference: 'p' }) => {
  const baseUrl = await start([...catalogRoutes, ...paymentRoutes(payment)]);
  const catalog = createCatalog(createHttpClient({ service: 'catalog', baseUrl }));
  const payments = createPayments(createHttpClient({ service: 'payments', baseUrl, pauseMs: 1 }));
  const url = await start(orderRoutes({ catalog, payments }, () => 'o-1'));
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    body: JSON.stringify({ lines }),
  });
  return { status: response.status, body: await response.json() };
};

const refusal = (status: number, message: string) => ({ status, body: { error: { message } } });

describe('POST /orders', () => {
  it('prices the order at the catalog and has it paid', async () => {
    const lines = [
      { sku: 'cup', quantity: 2 },
      { sku: 'cup', quantity: 1 },
    ];
    expect(await order(lines)).toEqual({
      status: 201,
      body: {
        id: 'o-1',
        lines,
        total: { minor: 3_750, currency: 'EUR' },
        totalText: '€37.50',
        payment: 'p',
      },
    });
  });

  it('hands on why the payment was declined', async () => {
    const declined = { status: 'declined', reason: 'Too much' };
    expect(await order([{ sku: 'cup', quantity: 1 }], declined)).toEqual(refusal(402, 'Too much'));
  });

  it('hands on that the catalog does not have a product', async () => {
    expect(await order([{ sku: 'moon', quantity: 1 }])).toEqual(
      refusal(404, 'catalog: No product "moon"'),
    );
  });

  it('is a bad gateway where payments makes no sense', async () => {
    expect(await order([{ sku: 'cup', quantity: 1 }], { status: 'maybe' })).toEqual(
      refusal(502, 'payments: the answer has another shape'),
    );
  });

  it.each([
    [undefined, 'lines: expected a list of 1 to 20'],
    [[], 'lines: expected a list of 1 to 20'],
    [[{ quantity: 1 }], 'lines[0].sku: expected the name of a product'],
    [[{ sku: 'cup', quantity: 0 }], 'lines[0].quantity: expected 1 to 100'],
  ])('refuses the lines %j', async (lines, message) => {
    expect(await order(lines)).toEqual(refusal(400, message));
  });
});
