import { HttpError, type Route } from '@shop/http-service';
import { parseMoney, type Money } from '@shop/money';
import { decidePayment } from './decide-payment.ts';

const readAmount = (body: unknown): Money => {
  try {
    return parseMoney((body as { amount?: unknown } | undefined)?.amount);
  } catch (cause) {
    throw new HttpError(400, `amount: ${(cause as Error).message}`, { cause });
  }
};

export const paymentRoutes = (limit: number): readonly Route[] => [
  {
    method: 'PUT',
    path: '/payments/:order',
    handle: ({ params, body }) => {
      const amount = readAmount(body);
      if (amount.minor <= 0) throw new HttpError(400, 'amount: expected more than nothing');
      return { status: 200, body: decidePayment(params['order'] ?? '', amount, limit) };
    },
  },
];
