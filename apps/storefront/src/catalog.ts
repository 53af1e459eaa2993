import type { HttpClient } from '@shop/http-client';
import type { Cache } from './cache/cache.ts';
import { cached } from './cache/cached.ts';

/** A product as a browser shows it. */
export interface Offer {
  readonly sku: string;
  readonly name: string;
  readonly price: string;
}

export interface Catalog {
  readonly listOffers: () => Promise<readonly Offer[]>;
}

const secondsToKeep = 30;

const parseOffer = (product: Record<string, unknown>): Offer => {
  const { sku, name, priceText } = product;
  if (typeof sku !== 'string' || typeof name !== 'string' || typeof priceText !== 'string') {
    throw new TypeError('Expected a product with sku, name and priceText');
  }
  return { sku, name, price: priceText };
};

const parseOffers = (answer: unknown): readonly Offer[] =>
  (answer as { products: Record<string, unknown>[] }).products.map(parseOffer);

export const createCatalog = ({ get }: HttpClient, cache: Cache): Catalog => ({
  listOffers: () =>
    cached(cache, 'storefront:offers', secondsToKeep, () => get('/products', parseOffers)),
});
