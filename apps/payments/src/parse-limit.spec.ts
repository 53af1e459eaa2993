import { expect, it } from 'vitest';
import { parseLimit } from './parse-limit.ts';

it('reads the limit, 100000 where there is none', () => {
  expect(parseLimit()).toBe(100_000);
  expect(parseLimit('5')).toBe(5);
});

it.each(['', 'much', '1.5', '-1'])('refuses %j', (text) => {
  expect(() => parseLimit(text)).toThrow('PAYMENT_LIMIT: expected whole minor units');
});
