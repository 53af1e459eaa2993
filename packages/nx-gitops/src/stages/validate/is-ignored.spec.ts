import { expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { isIgnored } from './is-ignored.ts';

const finding: Finding = {
  rung: 'score',
  rule: 'deployment-replicas',
  severity: 'warning',
  file: 'state.yaml',
  line: 1,
  object: 'Deployment shop/cache-a',
  message: 'few replicas',
};
const reason = 'it is fine';

it.each([
  ['deployment-replicas', undefined, true],
  ['score', undefined, true],
  ['pod-probes', undefined, false],
  ['score', 'Deployment/cache-a', true],
  ['score', 'Deployment/cache-*', true],
  ['score', '*/cache-a', true],
  ['score', 'Deployment/cache', false],
  ['score', 'Deployment/cache.a', false],
])('a rule %s for %s: %s', (rule, object, expected) => {
  expect(isIgnored(finding, [{ rule, object, reason }])).toBe(expected);
});
