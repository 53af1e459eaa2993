import { expect, it } from 'vitest';
import { mapRegistry } from './promotion-settings.ts';

it('takes the longest prefix, whole parts of a name only', () => {
  const registries = { 'r.example/shop': 'p.example/shop', 'r.example': 'mirror.example' };
  expect(mapRegistry('r.example/shop/a@sha256:1', registries)).toBe('p.example/shop/a@sha256:1');
  expect(mapRegistry('r.example/shopping/a', registries)).toBe('mirror.example/shopping/a');
  expect(mapRegistry('other.example/a', registries)).toBe('other.example/a');
});
