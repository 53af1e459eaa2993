import type { Money } from './money.ts';

/** How many minor units make a major one is a property of the currency: 100 for EUR, 1 for JPY. */
export const formatMoney = ({ minor, currency }: Money, locale = 'en'): string => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
};
