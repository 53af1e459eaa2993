import type { Money } from '@shop/money';

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

export type OrderLines = readonly [OrderLine, ...OrderLine[]];

export interface Order {
  readonly id: string;
  readonly lines: OrderLines;
  readonly total: Money;
  readonly totalText: string;
  readonly payment: string;
}
