import { expect, it } from 'vitest';
import { judgeFreezes, parseFreeze } from './freeze.ts';

const freeze = { reason: 'sale', until: '2026-12-27T08:00Z' };
const before = Date.parse('2026-12-27T07:59Z');

it('closes an environment, says why and until when, and opens it by itself', () => {
  const problem = judgeFreezes('production', [undefined, freeze], undefined, before)?.problem;
  expect(problem).toBe('production is closed: sale (until 2026-12-27T08:00Z)');
  expect(judgeFreezes('production', [freeze], undefined, before + 60_000)).toBeUndefined();
  expect(judgeFreezes('production', [], undefined, before)).toBeUndefined();
});

it('without a time it is closed until somebody opens it, or takes it upon himself', () => {
  const forever = { reason: 'audit', until: undefined };
  expect(judgeFreezes('a', [forever], undefined, before)?.problem).toContain('until somebody');
  expect(judgeFreezes('a', [forever], 'hotfix', before)).toBeUndefined();
});

it('takes only a reason and a time', () => {
  expect(parseFreeze({ reason: 'sale' })).toEqual({ reason: 'sale', until: undefined });
  expect(parseFreeze({ reason: 'sale', until: 'tomorrow' })).toBeUndefined();
  expect(parseFreeze({ reason: '' })).toBeUndefined();
});
