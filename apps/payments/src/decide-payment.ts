import { createHash } from 'node:crypto';
import { formatMoney, money, type Money } from '@shop/money';

export type Payment =
  | { readonly status: 'accepted'; readonly reference: string }
  | { readonly status: 'declined'; readonly reason: string };

/** Pure: the same order and amount get the same answer from every replica, however often asked. */
export const decidePayment = (order: string, amount: Money, limit: number): Payment => {
  if (amount.minor > limit) {
    const most = formatMoney(money(limit, amount.currency));
    return { status: 'declined', reason: `${formatMoney(amount)} exceeds the limit of ${most}` };
  }
  const identity = `${order} ${amount.minor} ${amount.currency}`;
  const digest = createHash('sha256').update(identity).digest('hex');
  return { status: 'accepted', reference: `pay-${digest.slice(0, 12)}` };
};
