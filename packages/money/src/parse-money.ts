import { money, type Money } from './money.ts';

/** Reads an amount that came over the wire. */
export const parseMoney = (value: unknown): Money => {
  const { minor, currency } = (value ?? {}) as Partial<Money>;
  if (typeof minor !== 'number' || typeof currency !== 'string') {
    throw new TypeError('Expected an amount like {"minor": 1999, "currency": "EUR"}');
  }
  return money(minor, currency);
};
