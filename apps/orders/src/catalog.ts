import type { HttpClient } from '@shop/http-client';
import { parseMoney, type Money } from '@shop/money';

/** What orders asks of the catalog. */
export interface Catalog {
  readonly findPrice: (sku: string) => Promise<Money>;
}

export const createCatalog = ({ get }: HttpClient): Catalog => ({
  findPrice: (sku) =>
    get(`/products/${encodeURIComponent(sku)}`, (answer) =>
      parseMoney((answer as { price?: unknown }).price),
    ),
});
