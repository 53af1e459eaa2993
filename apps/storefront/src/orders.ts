import type { HttpClient } from '@shop/http-client';

export interface Receipt {
  readonly order: string;
  readonly total: string;
  readonly payment: string;
}

export interface Orders {
  /** The lines are checked by the service that knows them. */
  readonly place: (lines: unknown) => Promise<Receipt>;
}

const parseReceipt = (answer: unknown): Receipt => {
  const { id, totalText, payment } = answer as Record<string, unknown>;
  if (typeof id !== 'string' || typeof totalText !== 'string' || typeof payment !== 'string') {
    throw new TypeError('Expected an order with id, totalText and payment');
  }
  return { order: id, total: totalText, payment };
};

export const createOrders = ({ post }: HttpClient): Orders => ({
  place: (lines) => post('/orders', { lines }, parseReceipt),
});
