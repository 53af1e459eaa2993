import type { Money } from '@shop/money';

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: Money;
}
