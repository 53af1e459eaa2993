import { describe, expect, it } from 'vitest';
import { addMoney, formatMoney, money, multiplyMoney, parseMoney, sumMoney } from './index.ts';

describe('money', () => {
  it('counts in whole minor units', () => {
    expect(() => money(0.5, 'EUR')).toThrow('Expected whole minor units, got 0.5');
    expect(() => money(5, 'euro')).toThrow('Expected an ISO 4217 code, got euro');
  });

  it('adds up without the rounding of floats', () => {
    const cents = [money(10, 'EUR'), money(20, 'EUR')] as const;
    expect(sumMoney(cents)).toEqual(money(30, 'EUR'));
    expect(multiplyMoney(money(1999, 'EUR'), 3)).toEqual(money(5997, 'EUR'));
  });

  it('refuses to mix currencies', () => {
    expect(() => addMoney(money(1, 'EUR'), money(1, 'JPY'))).toThrow('Cannot add JPY to EUR');
  });

  it('knows how many decimals a currency has', () => {
    expect(formatMoney(money(1999, 'EUR'))).toBe('€19.99');
    expect(formatMoney(money(1999, 'JPY'))).toBe('¥1,999');
  });

  it('reads what came over the wire, and nothing else', () => {
    expect(parseMoney({ minor: 5, currency: 'EUR' })).toEqual(money(5, 'EUR'));
    expect(() => parseMoney('5 EUR')).toThrow('Expected an amount like');
    expect(() => parseMoney(undefined)).toThrow('Expected an amount like');
  });
});
