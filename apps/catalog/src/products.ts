import { money } from '@shop/money';
import type { Product } from './product.ts';

export const products: readonly Product[] = [
  { sku: 'cup', name: 'Cup with a helm', price: money(1_250, 'EUR') },
  { sku: 'poster', name: 'Poster of a dependency graph', price: money(1_999, 'EUR') },
  { sku: 'container', name: 'Shipping container, used', price: money(249_000, 'EUR') },
];
