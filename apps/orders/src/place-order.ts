import { HttpError } from '@shop/http-service';
import { formatMoney, multiplyMoney, sumMoney, type Money } from '@shop/money';
import type { Catalog } from './catalog.ts';
import type { Order, OrderLine, OrderLines } from './order.ts';
import type { Payments } from './payments.ts';

export interface Upstreams {
  readonly catalog: Catalog;
  readonly payments: Payments;
}

const priceLines = async ([first, ...others]: OrderLines, catalog: Catalog): Promise<Money> => {
  const price = async ({ sku, quantity }: OrderLine) =>
    multiplyMoney(await catalog.findPrice(sku), quantity);
  return sumMoney(await Promise.all([price(first), ...others.map(price)]));
};

export const placeOrder = async (
  id: string,
  lines: OrderLines,
  { catalog, payments }: Upstreams,
): Promise<Order> => {
  const total = await priceLines(lines, catalog);
  const payment = await payments.pay(id, total);
  if (payment.status === 'declined') throw new HttpError(402, payment.reason);
  return { id, lines, total, totalText: formatMoney(total), payment: payment.reference };
};
