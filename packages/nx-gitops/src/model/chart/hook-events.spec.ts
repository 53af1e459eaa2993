import { expect, it } from 'vitest';
import { isDeployed } from './hook-events.ts';

const hook = (events: string): string =>
  `kind: Job\nmetadata:\n  name: a\n  annotations:\n    "helm.sh/hook": ${events}\n`;

it('leaves out what Helm keeps for a deletion, a rollback or a test', () => {
  expect(
    ['pre-delete', '"post-delete, pre-rollback"', 'test'].map((one) => isDeployed(hook(one))),
  ).toEqual([false, false, false]);
  expect(['pre-install,pre-delete', 'post-upgrade'].map((one) => isDeployed(hook(one)))).toEqual([
    true,
    true,
  ]);
  expect(isDeployed('kind: Job\nmetadata:\n  name: a\n')).toBe(true);
});
