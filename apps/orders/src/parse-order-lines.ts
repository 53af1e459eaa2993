import { HttpError } from '@shop/http-service';
import type { OrderLine, OrderLines } from './order.ts';

const maximumQuantity = 100;
const maximumLines = 20;

const parseLine = (value: unknown, index: number): OrderLine => {
  const { sku, quantity } = (value ?? {}) as Partial<OrderLine>;
  if (typeof sku !== 'string' || sku === '') {
    throw new HttpError(400, `lines[${index}].sku: expected the name of a product`);
  }
  const isWhole = typeof quantity === 'number' && Number.isInteger(quantity);
  if (!isWhole || quantity < 1 || quantity > maximumQuantity) {
    throw new HttpError(400, `lines[${index}].quantity: expected 1 to ${maximumQuantity}`);
  }
  return { sku, quantity };
};

export const parseOrderLines = (body: unknown): OrderLines => {
  const lines = (body as { lines?: unknown } | undefined)?.lines;
  if (!Array.isArray(lines) || lines.length > maximumLines) {
    throw new HttpError(400, `lines: expected a list of 1 to ${maximumLines}`);
  }
  const [first, ...others] = lines.map(parseLine);
  if (!first) throw new HttpError(400, `lines: expected a list of 1 to ${maximumLines}`);
  return [first, ...others];
};
