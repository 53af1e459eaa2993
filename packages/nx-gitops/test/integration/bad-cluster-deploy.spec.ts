import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  object,
  snapshotPath,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import { withoutRights } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let namespace: string;

const settings = 'config-repository/gitops.yaml';

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
    hint: 'Make room in that quota',
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

/** Makes a quota that allows none of a kind, in a namespace where there is nothing yet. */
async function allowNone(kind: string): Promise<string> {
  const name = `${small.id}-${kind.split('.')[0]}`;
  await kubectl(['create', 'namespace', name]);
  const hard = `--hard=count/${kind}=0`;
  await kubectl(['create', 'quota', 'none', hard, `--namespace=${name}`]);
  await until('the quota counts', async () => {
    const get = ['get', 'quota', 'none', `--namespace=${name}`];
    return (await kubectl([...get, '--output=jsonpath={.status.hard}'])).includes(kind);
  });
  return name;
}

/** The deploy of the snapshot to another namespace. */
async function deployTo(other: string, at: Workspace = small) {
  const text = await small.read(settings);
  await small.write(settings, text.replace(namespace, other));
  await small.edit(snapshotPath, (state) => state.replaceAll(namespace, other));
  try {
    return await at.cli('deploy');
  } finally {
    await small.write(settings, text);
  }
}

it.each([
  ['leases.coordination.k8s.io', 'LEASE_FAILED', 'The lease nx-gitops-small in namespace'],
  ['configmaps', 'RECORD_FAILED', 'The record of releases nx-gitops-small in namespace'],
])('names the quota that leaves no room for %s of its own', async (kind, code, problem) => {
  const { exitCode, stderr } = await deployTo(await allowNone(kind));
  expect(exitCode).toBe(1);
  expectError(stderr, { code, problem: [problem], hint: 'Make room in that quota' });
  expect(stderr).toContain('exceeded quota: none');
});

it('does not wait for ever for a namespace that it may not make', async () => {
  const role = ['--verb=get,list,create,update,patch', '--resource=configmaps,leases'];
  await kubectl(['create', 'clusterrole', small.id, ...role]);
  const binding = [`--clusterrole=${small.id}`, `--serviceaccount=${namespace}:default`];
  await kubectl(['create', 'clusterrolebinding', small.id, ...binding]);
  try {
    const weak = await withoutRights(small, namespace);
    const { exitCode, stderr } = await deployTo(`${small.id}-nowhere`, weak);
    expect(exitCode).toBe(1);
    expectError(stderr, {
      code: 'LEASE_FAILED',
      problem: [`The lease nx-gitops-small in namespace ${small.id}-nowhere`],
      hint: `Make the namespace: "kubectl create namespace ${small.id}-nowhere"`,
    });
  } finally {
    await kubectl(['delete', 'clusterrole,clusterrolebinding', small.id]);
  }
});

it('says that the namespace is going away, and leaves Git as it was or names the commit', async () => {
  await small.commit('feat: a release');
  await addRemote(small);
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
  const hint = 'The namespace is being deleted: wait until it is gone';
  const lease = { code: 'LEASE_FAILED', problem: ['The lease nx-gitops-small'], hint };
  const record = { code: 'RECORD_FAILED', problem: ['The record of releases'], hint };
  const never = { code: 'DRIFT_REFUSED', problem: ['staging was never deployed'], hint: 'Deploy' };
  for (const [line, refusal] of [
    ['deploy', lease],
    ['rollback --to=HEAD', lease],
    ['freeze staging --reason=x', record],
    ['drift --fix', never],
  ] as const) {
    const { exitCode, stderr } = await small.cli(...line.split(' '));
    expect(exitCode, line).toBe(1);
    expectError(stderr.slice(stderr.indexOf(refusal.code)), refusal);
  }
  await small.write(snapshotPath, configMap('a', 'newer').replaceAll('{id}', small.id));
  await small.commit('feat: newer');
  await small.git('push', '--quiet');
  const rollback = await small.cli('rollback', '--to=HEAD~1');
  const commit = (await small.git('rev-parse', 'HEAD')).slice(0, 12);
  expect(rollback.stderr).toContain(`The rollback is committed as ${commit}, but the cluster is`);
  const patch = ['patch', 'configmap', 'held', '--type=json', `--namespace=${namespace}`];
  await kubectl([...patch, '--patch=[{"op":"remove","path":"/metadata/finalizers"}]']);
  await until(
    'the namespace is gone',
    async () => (await kubectl(['get', 'namespace', namespace, '--ignore-not-found'])) === '',
  );
  const again = await small.cli('rollback', '--to=HEAD~2');
  expect(again.exitCode, again.stderr).toBe(0);
  const value = ['get', 'configmap', 'a', '--output=jsonpath={.data.value}'];
  expect(await kubectl([...value, `--namespace=${namespace}`])).toBe('old');
});
