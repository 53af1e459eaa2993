import type { HttpClient } from '@shop/http-client';
import type { Money } from '@shop/money';

export type Payment =
  | { readonly status: 'accepted'; readonly reference: string }
  | { readonly status: 'declined'; readonly reason: string };

/** What orders asks of payments. */
export interface Payments {
  readonly pay: (order: string, amount: Money) => Promise<Payment>;
}

const parsePayment = (answer: unknown): Payment => {
  const { status, reference, reason } = answer as Record<string, unknown>;
  if (status === 'accepted' && typeof reference === 'string') return { status, reference };
  if (status === 'declined' && typeof reason === 'string') return { status, reason };
  throw new TypeError('Expected a payment that is accepted or declined');
};

export const createPayments = ({ put }: HttpClient): Payments => ({
  pay: (order, amount) => put(`/payments/${encodeURIComponent(order)}`, { amount }, parsePayment),
});
