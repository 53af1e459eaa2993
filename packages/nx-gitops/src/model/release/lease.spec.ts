import { expect, it } from 'vitest';
import { formatLease, isOver, observe, parseLease, type Lease } from './lease.ts';

const lease: Lease = {
  resourceVersion: '7',
  holder: { identity: 'ada@host 1', commit: 'abc' },
  renewed: 1_700_000_000_000,
  seconds: 30,
  waiting: { identity: 'bob@host 2', commit: 'def', since: 1_700_000_001_000 },
};
const place = { name: 'nx-gitops-shop', namespace: 'shop' };

it('reads what it wrote', () => {
  expect(parseLease(formatLease(place, lease))).toEqual(lease);
  const free = { ...lease, holder: undefined, waiting: undefined };
  expect(parseLease(formatLease(place, free))).toEqual(free);
});

it('is over when no sign came for its duration, by the clock of who waits', () => {
  const begin = lease.renewed + 50_000;
  const first = observe(lease, undefined, begin);
  expect(isOver(lease, first, begin)).toBe(false);
  const second = observe(lease, first, begin + 29_000);
  expect(second).toBe(first);
  expect(isOver(lease, second, begin + 29_000)).toBe(false);
  expect(isOver(lease, second, begin + 31_000)).toBe(true);
  const renewed = { ...lease, renewed: lease.renewed + 10_000 };
  expect(isOver(renewed, observe(renewed, second, begin + 31_000), begin + 31_000)).toBe(false);
});

it('is over at once when its time is long past, or nobody holds it', () => {
  const now = lease.renewed + 91_000;
  expect(isOver(lease, observe(lease, undefined, now), now)).toBe(true);
  const free = { ...lease, holder: undefined };
  expect(isOver(free, observe(free, undefined, lease.renewed), lease.renewed)).toBe(true);
});
