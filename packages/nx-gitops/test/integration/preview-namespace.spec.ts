import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

beforeAll(async () => {
  small = await createReleased('render');
});

afterAll(() => small?.dispose());

const name = (): string => `small-${small.id}`;
const inNamespace = (): string => `--namespace=${name()}`;
const preview = (...more: string[]) => small.cli('preview', `--name=${small.id}`, ...more);

const image = (): Promise<string> =>
  kubectl([
    ...['get', 'deployment/hello', inNamespace()],
    '--output=jsonpath={.spec.template.spec.containers[0].image}',
  ]);

const digest = async (): Promise<string> => {
  const lock = await small.read('config-repository/app-locks/hello.kbld.lock.yml');
  return /sha256:[0-9a-f]{64}/.exec(lock)?.[0] ?? 'none';
};

it('names the quota that it does not fit into; the same run goes through with room', async () => {
  const labels = { 'nx-gitops/application': 'small', 'nx-gitops/preview': small.id };
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: name(), labels } };
  await kubectl(['create', '--filename=-'], JSON.stringify(object));
  await kubectl(['create', 'quota', 'none', '--hard=count/deployments.apps=0', inNamespace()]);
  await until('the quota counts', async () => {
    const get = ['get', 'quota', 'none', '--output=jsonpath={.status.hard}', inNamespace()];
    return (await kubectl(get)).includes('deployments');
  });
  const refused = await preview();
  expect(refused.exitCode).toBe(1);
  expectError(refused.stderr.slice(refused.stderr.indexOf('APPLY_REFUSED')), {
    code: 'APPLY_REFUSED',
    problem: [`an object of small in namespace ${name()}`, 'exceeded quota: none'],
    hint: 'Make room in that quota',
  });
  await kubectl(['delete', 'quota', 'none', inNamespace()]);
  const { exitCode, stderr } = await preview();
  expect(exitCode, stderr).toBe(0);
  expect(await image()).toContain(await digest());
});

it('waits until one that is going away is gone, says so, and makes it again', async () => {
  const patch = (finalizers: string): Promise<string> =>
    kubectl([
      ...['patch', 'deployment', 'hello', inNamespace(), '--type=merge'],
      `--patch={"metadata":{"finalizers":${finalizers}}}`,
    ]);
  await patch('["test.example/held"]');
  await kubectl(['delete', 'namespace', name(), '--wait=false']);
  expect((await small.cli('preview', '--list')).stdout).toContain('is being deleted');
  const bin = `${small.root}/node_modules/nx-gitops/bin/nx-gitops.mjs`;
  const again = execa(process.execPath, [bin, 'preview', `--name=${small.id}`], {
    cwd: small.root,
  });
  const waits = new Promise<void>((resolve) => {
    again.stderr.on('data', (said) => String(said).includes(`${name()} of before`) && resolve());
  });
  await Promise.race([waits, again.then(() => Promise.reject(new Error('It did not wait')))]);
  await patch('[]');
  await again;
  expect(await image()).toContain(await digest());
  expect((await preview('--delete')).stdout).toBe(`${small.id}: removed`);
});
