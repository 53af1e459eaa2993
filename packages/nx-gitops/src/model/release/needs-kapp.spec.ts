import { expect, it } from 'vitest';
import { needsKapp } from './needs-kapp.ts';

const job = (annotation: string) => ({
  text: `apiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations:\n    kapp.k14s.io/${annotation}\n  name: a\n`,
});
const config = { text: 'apiVersion: kapp.k14s.io/v1alpha1\nkind: Config\n' };

it.each([job('versioned: ""'), job('exists: ""'), job('noop: ""'), config])(
  'asks kapp what %j becomes',
  (object) => expect(needsKapp([job('change-group: a'), object])).toBe(true),
);

it('lets rules of order and of later updates be', () =>
  expect(needsKapp([job('change-group: a'), job('update-strategy: fallback-on-replace')])).toBe(
    false,
  ));
