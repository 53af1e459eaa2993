import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  object,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let inNamespace: string;

const service = object('v1', 'Service', 'web', 'spec:\n  ports:\n    - { port: 80 }\n');
const nowhere = (text: string): string =>
  text.replace('      containers:', '      nodeSelector: { disk: none }\n      containers:');

beforeAll(async () => {
  const workspace = await createSnapshot(
    ...[configMap('a'), configMap('b'), service, deployment('web')],
  );
  inNamespace = `--namespace=${workspace.id}-staging`;
  small = workspace.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '12' });
  await deploys();
});

afterAll(() => small?.dispose());

const deploys = (...args: string[]): Promise<string> =>
  deploySnapshot(small, '--allow-deletion', ...args);

const read = (...args: string[]): Promise<string> => kubectl([...args, inNamespace]);

/** The kinds that kapp looks for objects in. */
async function knownKinds(): Promise<string[]> {
  const spec = await read('get', 'configmap', 'small', '--output=jsonpath={.data.spec}');
  const { usedGKs } = JSON.parse(spec) as { usedGKs: { Kind: string }[] };
  return usedGKs.map(({ Kind }) => Kind).sort();
}

const records = (): Promise<string> =>
  read('get', 'configmaps', '--selector=kapp.k14s.io/is-app', '--output=name');

const valueOf = (name: string): Promise<string> =>
  read('get', 'configmap', name, '--ignore-not-found', '--output=jsonpath={.data.value}');

it('nothing changed: kapp is not asked; --full looks at every object', async () => {
  const resourceVersion = ['get', 'configmap', 'small', '--output=jsonpath={.metadata.uid}'];
  const before = await read(...resourceVersion);
  await read('delete', 'configmap', 'b');
  expect(await deploys()).toContain(
    'the snapshot is what was deployed last, 4 objects; kapp was not asked',
  );
  expect(await valueOf('b')).toBe('');
  expect(await deploys('--full')).toContain(`+ ConfigMap ${small.id}-staging/b`);
  expect(await valueOf('b')).toBe('old');
  expect(await read(...resourceVersion)).toBe(before);
});

it('one object changed: only that is applied, and kapp goes on knowing the kinds of the others', async () => {
  await writeSnapshot(
    small,
    ...[configMap('a', 'new'), configMap('b'), service, deployment('web'), configMap('c')],
  );
  const output = await deploys();
  expect(output).toContain('1 to create, 1 to update');
  expect(output).toContain('applying 2 changes');
  expect([await valueOf('a'), await valueOf('c')]).toEqual(['new', 'old']);
  expect(await knownKinds()).toEqual(['ConfigMap', 'Deployment', 'Service']);
  expect(await records()).toBe('configmap/small');
  expect((await small.cli('diff')).stdout).toContain('nothing to change');
});

it('a change in form only changes nothing; an object of another app is refused in the plan already', async () => {
  const others = [configMap('b'), service, deployment('web'), configMap('c')];
  await writeSnapshot(small, configMap('a', '"new"'), ...others);
  expect(await deploys()).toContain('nothing to change');
  await read('create', 'configmap', 'd');
  await read('label', 'configmap', 'd', 'kapp.k14s.io/app=another');
  await writeSnapshot(small, configMap('a', 'newer'), ...others, configMap('d'));
  const { exitCode, stderr } = await small.cli('deploy', '--dry-run');
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Resource 'configmap/d (v1)");
  expect(await valueOf('a')).toBe('new');
});

it('then the last object of a kind goes, and an object that came with the part', async () => {
  await writeSnapshot(small, configMap('a', 'new'), configMap('b'), deployment('web'));
  expect(await deploys()).toContain('2 to delete');
  expect(await read('get', 'services', '--output=name')).toBe('');
  expect(await valueOf('c')).toBe('');
});

it('killed while it applies a part: the next deploy looks at everything and leaves nothing over', async () => {
  const others = [configMap('a', 'new'), configMap('b')];
  await writeSnapshot(small, ...others, nowhere(deployment('web')), nowhere(deployment('new')));
  const bin = join(small.root, 'node_modules/nx-gitops/bin/nx-gitops.mjs');
  const child = execa(process.execPath, [bin, 'deploy'], {
    cwd: small.root,
    reject: false,
    env: { NX_GITOPS_LEASE_SECONDS: '12' },
  });
  const ended = child.then(({ stderr }) => Promise.reject(new Error(`It ended: ${stderr}`)));
  ended.catch(() => undefined);
  const isThere = until('the new one is there', async () =>
    (await read('get', 'deployments', '--output=name')).includes('new'),
  );
  await Promise.race([isThere, ended]);
  child.kill('SIGKILL');
  await child;
  expect(await records()).toContain('configmap/nx-gitops-small-part');
  expect(await knownKinds()).toEqual(['ConfigMap', 'Deployment']);
  await writeSnapshot(small, ...others, deployment('web'));
  expect(await deploys()).toContain('1 to update, 1 to delete');
  expect(await read('get', 'deployments', '--output=name')).toBe('deployment.apps/web');
  expect(await records()).toBe('configmap/small');
  expect((await small.cli('diff')).stdout).toContain('nothing to change');
});
