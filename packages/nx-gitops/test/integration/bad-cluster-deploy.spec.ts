import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  object,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import { withoutRights } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let namespace: string;

beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
  namespace = `${small.id}-staging`;
  await deploys();
});

afterEach(() => writeSnapshot(small, configMap('a')));

afterAll(() => small?.dispose());

const deploys = (): Promise<string> => deploySnapshot(small, '--allow-deletion');

it('names the quota that an object does not fit into', async () => {
  await kubectl(['create', 'quota', 'few', '--hard=count/services=0', `--namespace=${namespace}`]);
  await writeSnapshot(
    small,
    configMap('a'),
    object('v1', 'Service', 'web', 'spec:\n  ports:\n    - { port: 80 }\n'),
  );
  const refusal = {
    code: 'APPLY_REFUSED',
    problem: [`an object of small in namespace ${namespace}`, 'exceeded quota: few'],
    hint: 'Correct the object',
  };
  await until('the quota counts', async () => {
    const get = ['get', 'quota', 'few', `--namespace=${namespace}`];
    return (await kubectl([...get, '--output=jsonpath={.status.hard}'])).includes('services');
  });
  const { stderr } = await small.cli('deploy');
  expectError(stderr.slice(stderr.indexOf('APPLY_REFUSED')), refusal);
  await kubectl(['delete', 'quota', 'few', `--namespace=${namespace}`]);
  await deploys();
});

it('says which right is missing', async () => {
  const weak = await withoutRights(small, namespace);
  const { exitCode, stderr } = await weak.cli('deploy');
  expect(exitCode).toBe(1);
  expectError(stderr, {
    code: 'LEASE_FAILED',
    problem: [`The lease nx-gitops-small in namespace ${namespace} cannot be read or written`],
    hint: 'A deploy needs the rights get, create and update on leases',
  });
  expect(stderr).toContain(`system:serviceaccount:${namespace}:default`);
});

it('says that the namespace is going away', async () => {
  const holder = JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'held', namespace, finalizers: ['test.example/held'] },
  });
  await kubectl(['create', '--filename=-'], holder);
  await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  await until(
    'everything else is gone',
    async () =>
      (await kubectl(['get', 'lease', '--output=name', `--namespace=${namespace}`])) === '',
  );
  const { exitCode, stderr } = await small.cli('deploy');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('LEASE_FAILED: ');
  expect(stderr).toContain(`because it is being terminated`);
  const patch = ['patch', 'configmap', 'held', '--type=json', `--namespace=${namespace}`];
  await kubectl([...patch, '--patch=[{"op":"remove","path":"/metadata/finalizers"}]']);
});
