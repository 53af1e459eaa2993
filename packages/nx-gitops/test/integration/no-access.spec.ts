import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { expectError, type Refusal } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import { configMap, createSnapshot, deploySnapshot } from '../workspace/snapshot.ts';
import { withoutRights, withServer, withToken } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let namespace: string;

/** Deployed twice, so that there is a release to go back to; pushed, so that nothing else stands in the way. */
beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
  namespace = `${small.id}-staging`;
  await small.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}  production: { namespace: ${small.id}-production, locks: pinned }\n`,
  );
  await small.commit('chore: production');
  await addRemote(small, afterAll);
  await deploySnapshot(small);
  await small.edit('config-repository/.release/staging/state.yaml', (text) =>
    text.replace('old', 'new'),
  );
  await small.commit('feat: new');
  await small.git('push', '--quiet');
  await deploySnapshot(small);
});

afterAll(() => small?.dispose());

/** Every operation that asks the cluster, with what it says where a right is missing. */
const operations: readonly (readonly [string, Refusal])[] = (
  [
    ['diff', 'APPLY_REFUSED', 'may not compare small', 'nx g nx-gitops:ci'],
    ['deploy', 'LEASE_FAILED', 'The lease nx-gitops-small', 'get, create and update on leases'],
    ['deploy --dry-run', 'RECORD_FAILED', 'The record of releases', 'get, create and patch'],
    ['drift', 'APPLY_REFUSED', 'may not', 'nx g nx-gitops:ci'],
    ['drift --fix', 'APPLY_REFUSED', 'may not', 'nx g nx-gitops:ci'],
    ['history', 'RECORD_FAILED', 'The record of releases', 'get, create and patch'],
    ['inspect', 'APPLY_REFUSED', 'may not inspect small', 'nx g nx-gitops:ci'],
    ['logs', 'APPLY_REFUSED', 'may not inspect small', 'nx g nx-gitops:ci'],
    ['delete --yes', 'APPLY_REFUSED', 'may not inspect small', 'nx g nx-gitops:ci'],
    ['freeze staging --reason=x', 'RECORD_FAILED', 'The record of', 'get, create and patch'],
    ['unfreeze staging', 'RECORD_FAILED', 'The record of', 'get, create and patch'],
    ['rollback --to=-1', 'RECORD_FAILED', 'The record of releases', 'get, create and patch'],
    ['rollback --to=HEAD~1', 'RECORD_FAILED', 'The record of releases', 'get, create and patch'],
    ['promote --from=staging --to=production', 'RECORD_FAILED', 'The record of', 'get, create'],
    ['preview --list', 'APPLY_REFUSED', 'refuses to list namespaces', 'get, list, create'],
    ['preview --gc', 'APPLY_REFUSED', 'refuses to list namespaces', 'get, list, create'],
    ['preview --name=a --delete', 'APPLY_REFUSED', 'refuses to get a', 'get, list, create'],
  ] as const
).map(([line, code, problem, hint]) => [line, { code, problem: [problem], hint }]);

/** What an operation without access must leave as it is. */
const look = async (): Promise<readonly string[]> => [
  await small.git('rev-parse', 'HEAD'),
  await small.git('status', '--porcelain'),
  await small.git('ls-remote', 'origin'),
  await kubectl([
    ...['get', 'configmaps,leases', `--namespace=${namespace}`],
    '--output=jsonpath={range .items[*]}{.metadata.name}{.metadata.resourceVersion}{end}',
  ]),
];

describe.each(operations)('%s', (line, withoutRight) => {
  it.each<[string, (at: Workspace) => Promise<Workspace>, Refusal]>([
    ['a right is missing', (at) => withoutRights(at, namespace), withoutRight],
    [
      'the credentials are over',
      (at) => withToken(at, 'nobody'),
      { code: 'CLUSTER_UNREACHABLE', problem: ['does not let you in'], hint: 'Log in again' },
    ],
    [
      'nothing answers',
      (at) => withServer(at, 'https://127.0.0.1:1'),
      { code: 'CLUSTER_UNREACHABLE', problem: ['does not answer'], hint: 'Check the context' },
    ],
  ])('%s: one error, and nothing is changed', async (_case, enter, refusal) => {
    const before = await look();
    const weak = await enter(small);
    const { exitCode, stdout, stderr } = await weak.cli(...line.split(' '));
    expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 1, stdout: '' });
    expectError(stderr, refusal);
    expect(await look()).toEqual(before);
  });
});
