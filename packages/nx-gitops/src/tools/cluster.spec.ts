import { expect, it } from 'vitest';
import { adviseOnNamespace, findClusterError, findRightsError } from './cluster.ts';

const cluster = { kubeconfig: undefined, context: 'c' };

it.each([
  ['error: You must be logged in to the server (Unauthorized)', 'does not let you in'],
  ['the server has asked for the client to provide credentials', 'does not let you in'],
  ['getting credentials: exec: executable login not found', 'does not let you in'],
  ['dial tcp 10.0.0.1:443: i/o timeout', 'does not answer'],
  ['dial tcp 10.0.0.1:443: connect: no route to host', 'does not answer'],
  ['read tcp 10.0.0.1:443: read: connection reset by peer', 'does not answer'],
  ['Get "https://10.0.0.1/api": EOF', 'does not answer'],
  ['tls: failed to verify certificate: x509: certificate signed by unknown', 'does not answer'],
  ['context "c" does not exist', 'There is no context "c"'],
])('knows what "%s" says of the cluster', (message, problem) => {
  expect(findClusterError(cluster, message)?.problem).toContain(problem);
});

it.each([
  'failed calling webhook "w": Post "https://127.0.0.1:1/": connect: connection refused',
  'configmaps "a" is forbidden: exceeded quota: few',
  'deployment is not progressing',
])('sees no silence of the API server in "%s"', (message) => {
  expect(findClusterError(cluster, message)).toBeUndefined();
});

it('tells a missing right from an object that is refused', () => {
  const message =
    'Listing: configmaps is forbidden:\n  User "ci" cannot list resource "configmaps" in API group "" in the namespace "n" (reason: Forbidden)';
  const error = findRightsError(cluster, 'compare shop', message);
  expect(error?.message).toContain(
    'APPLY_REFUSED: The account of context "c" may not compare shop: configmaps is forbidden: User "ci" cannot list',
  );
  expect(findRightsError(cluster, 'x', 'pods "a" is forbidden: exceeded quota')).toBeUndefined();
});

it.each([
  ['because it is being terminated', 'wait until it is gone'],
  ['is forbidden: exceeded quota: few', 'Make room'],
  ['namespaces "n" not found', 'kubectl create namespace n'],
  ['is forbidden: User "ci" cannot get', 'ask for it'],
])('says what helps against "%s"', (message, advice) => {
  expect(adviseOnNamespace(message, 'n', 'ask for it')).toContain(advice);
});
