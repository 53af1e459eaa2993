import { expect, it } from 'vitest';
import { kappError } from './kapp-error.ts';

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
  [
    "Ownership errors:\n- Resource 'configmap/a (v1)' is already associated with a different label",
    'APPLY_REFUSED',
  ],
  ['Something else', 'APPLY_FAILED'],
])('knows what "%s" means', (message, code) => {
  expect(kappError(app, failed(`\nkapp: Error: ${message}\n`)).code).toBe(code);
});
