import { serve, type Served } from '@shop/http-service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paymentRoutes } from './payment-routes.ts';

let served: Served;
beforeAll(async () => {
  served = await serve({ routes: paymentRoutes(5_000) });
});
afterAll(() => served.close(0));

const pay = async (order: string, amount: unknown) => {
  const url = `http://127.0.0.1:${served.port}/payments/${order}`;
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify({ amount }) });
  return { status: response.status, body: await response.json() };
};

it('gives a payment that is asked for twice the same reference', async () => {
  const first = await pay('a', { minor: 5_000, currency: 'EUR' });
  expect(first).toMatchObject({ status: 200, body: { status: 'accepted' } });
  expect(await pay('a', { minor: 5_000, currency: 'EUR' })).toEqual(first);
  expect(await pay('b', { minor: 5_000, currency: 'EUR' })).not.toEqual(first);
});

it('declines what is over the limit', async () => {
  expect(await pay('a', { minor: 5_001, currency: 'EUR' })).toEqual({
    status: 200,
    body: { status: 'declined', reason: '€50.01 exceeds the limit of €50.00' },
  });
});

it.each([undefined, '5 EUR', { minor: 0.5, currency: 'EUR' }, { minor: 0, currency: 'EUR' }])(
  'refuses the amount %j',
  async (amount) => {
    expect(await pay('a', amount)).toMatchObject({ status: 400 });
  },
);
