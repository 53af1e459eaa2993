import { serve, type Served } from '@shop/http-service';
import { money } from '@shop/money';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogRoutes } from './catalog-routes.ts';

let served: Served;
beforeAll(async () => {
  const products = [{ sku: 'cup', name: 'Cup', price: money(1250, 'EUR') }];
  served = await serve({ routes: catalogRoutes(products) });
});
afterAll(() => served.close(0));

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${served.port}${path}`);
  return { status: response.status, body: await response.json() };
};

const cup = {
  sku: 'cup',
  name: 'Cup',
  price: { minor: 1250, currency: 'EUR' },
  priceText: '€12.50',
};

it('lists the products with a price to read and one to count with', async () => {
  expect(await get('/products')).toEqual({ status: 200, body: { products: [cup] } });
});

it('finds one product', async () => {
  expect(await get('/products/cup')).toEqual({ status: 200, body: cup });
});

it('says which product it does not have', async () => {
  expect(await get('/products/moon')).toEqual({
    status: 404,
    body: { error: { message: 'No product "moon"' } },
  });
});
