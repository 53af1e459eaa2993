import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutShares } from './shares.ts';

it('leaves nothing out, keeps the order, and makes no share too large', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, largest) => {
      const shares = cutShares(items, { smallest: 3, largest });
      expect(shares.flat()).toEqual(items);
      expect(shares.every(({ length }) => length > 0 && length <= largest)).toBe(true);
    }),
  );
});

it('begins a process only for what is worth it', () => {
  const sizes = { smallest: 10, largest: 1000 };
  expect(cutShares([], sizes)).toEqual([]);
  expect(cutShares(Array.from({ length: 10 }), sizes)).toHaveLength(1);
  expect(cutShares(Array.from({ length: 900 }), sizes)).toHaveLength(
    Math.min(90, availableParallelism()),
  );
});
