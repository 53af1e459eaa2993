import { HttpError, type Route } from '@shop/http-service';
import { formatMoney } from '@shop/money';
import type { Product } from './product.ts';

const present = (product: Product) => ({ ...product, priceText: formatMoney(product.price) });

export const catalogRoutes = (products: readonly Product[]): readonly Route[] => [
  {
    method: 'GET',
    path: '/products',
    handle: () => ({ status: 200, body: { products: products.map(present) } }),
  },
  {
    method: 'GET',
    path: '/products/:sku',
    handle: ({ params }) => {
      const product = products.find(({ sku }) => sku === params['sku']);
      if (!product) throw new HttpError(404, `No product "${params['sku']}"`);
      return { status: 200, body: present(product) };
    },
  },
];
