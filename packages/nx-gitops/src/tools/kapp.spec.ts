import { expect, it } from 'vitest';
import { findWebhookProblem } from './kapp-lines.ts';
import { kappError, readChanges } from './kapp.ts';

const row = { op: 'create', kind: 'Service', namespace: 'shop', name: 'a' };
const table = (rows: unknown[] | null): string =>
  JSON.stringify({
    Tables: [
      { Header: { op: 'Op' }, Rows: rows },
      { Header: { x: 'X' }, Rows: [{ x: 1 }] },
    ],
  });

it('reads the table of changes', () => {
  const rows = [row, { ...row, op: 'delete', namespace: '(cluster)' }, { ...row, op: '' }];
  expect(readChanges(table(rows))).toEqual([
    { operation: 'create', kind: 'Service', namespace: 'shop', name: 'a' },
    { operation: 'delete', kind: 'Service', namespace: '', name: 'a' },
    { operation: 'wait', kind: 'Service', namespace: 'shop', name: 'a' },
  ]);
  expect(readChanges(table(null))).toEqual([]);
});

it('knows a webhook that does not answer from the lines of kapp', () => {
  const line =
    '7:32:58PM:  ^ Retryable error: Creating resource service/a: failed calling webhook "w"';
  expect(findWebhookProblem(line)).toBe('Creating resource service/a: failed calling webhook "w"');
  expect(findWebhookProblem('7:32:58PM:  ^ Pending')).toBeUndefined();
});

const app = { name: 'shop', namespace: 'n', cluster: { kubeconfig: undefined, context: 'c' } };
const failed = (stderr: string) => ({ exitCode: 1, stdout: '', stderr, all: '', missing: false });

it.each([
  [
    'Get "https://127.0.0.1:1/api": dial tcp 127.0.0.1:1: connect: connection refused',
    'CLUSTER_UNREACHABLE',
  ],
  ['context "x" does not exist', 'CONTEXT_MISSING'],
  ['Timed out waiting after 15s for resources: [deployment/a (apps/v1)]', 'RELEASE_UNHEALTHY'],
  [
    'waiting on reconcile deployment/a: Finished unsuccessfully (Deployment is not progressing)',
    'RELEASE_UNHEALTHY',
  ],
  [
    'waiting on reconcile job/a: Finished waiting unsuccessfully: Failed with reason BackoffLimitExceeded',
    'RELEASE_UNHEALTHY',
  ],
  [
    'Applying create service/a: Creating resource: Service "a" is invalid: spec.ports[0].name (reason: Invalid)',
    'APPLY_REFUSED',
  ],
  ['Something else', 'APPLY_FAILED'],
])('knows what "%s" means', (message, code) => {
  expect(kappError(app, failed(`\nkapp: Error: ${message}\n`)).code).toBe(code);
});
