import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let remote: string;
let namespace: string;

/** A deploy that hangs: its pod waits for somebody to open a gate. */
const stuck =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: stuck\n  namespace: NAMESPACE\nspec:\n  schedulingGates: [{ name: test/closed }]\n  containers:\n    - { name: c, image: x }\n';

beforeAll(async () => {
  small = await createReleased('deploy');
  remote = await addRemote(small, afterAll);
  namespace = `${small.id}-staging`;
});

afterAll(async () => small?.dispose());

beforeEach(async () => {
  await small.git('checkout', '--quiet', '--', '.');
});

/** The command line of a clone, whose snapshot waits for a pod that never comes. */
async function startStuck(workspace: Workspace): Promise<{ child: ResultPromise }> {
  const path = 'config-repository/.release/staging/state.yaml';
  await workspace.edit(path, (text) => `${text}---\n${stuck.replace('NAMESPACE', namespace)}`);
  const child = execa(
    process.execPath,
    [join(workspace.root, 'node_modules/nx-gitops/bin/nx-gitops.mjs'), 'deploy'],
    {
      cwd: workspace.root,
      reject: false,
      all: true,
      env: { NX_GITOPS_LEASE_SECONDS: '6' },
    },
  ) as ResultPromise;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child.catch(() => undefined);
    await workspace.git('checkout', '--quiet', '--', '.');
    await kubectl([
      'delete',
      'pod',
      'stuck',
      `--namespace=${namespace}`,
      '--ignore-not-found',
      '--force',
    ]);
  });
  await until('the pod is there', async () =>
    (await kubectl(['get', 'pod', 'stuck', `--namespace=${namespace}`, '--output=name'])).includes(
      'stuck',
    ),
  );
  return { child };
}

const holder = async (): Promise<string> =>
  kubectl([
    'get',
    'lease',
    'nx-gitops-small',
    `--namespace=${namespace}`,
    '--output=jsonpath={.spec.holderIdentity}',
  ]);

const patient = (): Workspace => small.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '6' });

it('is free after a deploy', async () => {
  const { exitCode, stderr } = await small.cli('deploy', '--allow-deletion');
  expect(exitCode, stderr).toBe(0);
  expect(await holder()).toBe('');
});

it('refuses the second deploy with --no-wait and names the holder', async () => {
  const first = await cloneRemote(small, remote);
  await startStuck(first);
  const second = await small.cli('deploy', '--no-wait');
  expect(second.exitCode).toBe(1);
  expect(second.stderr).toContain(`LEASE_HELD: ${await holder()}`);
  expect(await holder()).toMatch(/^.+@.+ \d+-/);
});

it('is kept while kapp works longer than its duration, and freed on an interrupt, with kapp stopped', async () => {
  const first = await cloneRemote(small, remote);
  const { child } = await startStuck(first);
  const held = await holder();
  await new Promise((resolve) => setTimeout(resolve, 8000));
  expect(await holder()).toBe(held);
  child.kill('SIGINT');
  const { exitCode, all } = await child;
  expect(exitCode).toBe(1);
  expect(all).toContain('INTERRUPTED: ');
  expect(await holder()).toBe('');
});

it('is taken over after its holder was killed; the deploy converges', async () => {
  const first = await cloneRemote(small, remote);
  const { child } = await startStuck(first);
  const kappRuns = async (): Promise<boolean> =>
    (await execa('ps', ['-A', '-o', 'args'])).stdout
      .split('\n')
      .some((line) => line.includes('kapp deploy') && line.includes(`--namespace=${namespace} `));
  expect(await kappRuns()).toBe(true);
  child.kill('SIGKILL');
  await child.catch(() => undefined);
  await until('kapp is gone', async () => !(await kappRuns()), 10);
  expect(await holder()).not.toBe('');
  const { exitCode, stderr } = await patient().cli('deploy', '--allow-deletion');
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('Waiting for ');
  expect(stderr).toContain('who is gone');
  expect(await holder()).toBe('');
  const pods = await kubectl(['get', 'pods', `--namespace=${namespace}`, '--output=name']);
  expect(pods).not.toContain('stuck');
});

it('lets the newest commit of those who wait go on; the older ones give up', async () => {
  const holding = await cloneRemote(small, remote);
  const old = await cloneRemote(small, remote);
  const { child } = await startStuck(holding);
  await old.write('README.md', 'old\n');
  await old.commit('docs: old');
  await old.git('push', '--quiet');
  const waiting = old
    .withEnvironment({ NX_GITOPS_LEASE_SECONDS: '6' })
    .cli('deploy', '--allow-deletion');
  const annotation = async (): Promise<string> =>
    kubectl([
      'get',
      'lease',
      'nx-gitops-small',
      `--namespace=${namespace}`,
      '--output=jsonpath={.metadata.annotations}',
    ]);
  const oldCommit = await old.git('rev-parse', 'HEAD');
  await until('the old one waits', async () => (await annotation()).includes(oldCommit));
  const young = await cloneRemote(small, remote);
  await young.write('README.md', 'young\n');
  await young.commit('docs: young');
  await young.git('push', '--quiet');
  const deploying = young
    .withEnvironment({ NX_GITOPS_LEASE_SECONDS: '6' })
    .cli('deploy', '--allow-deletion');
  const gaveUp = await waiting;
  expect(gaveUp.exitCode).toBe(1);
  expect(gaveUp.stderr).toContain('RELEASE_SUPERSEDED: ');
  child.kill('SIGINT');
  await child;
  const done = await deploying;
  expect(done.exitCode, done.stderr).toBe(0);
  await old.edit('config-repository/.release/staging/state.yaml', (text) => `${text}---\n${stuck}`);
  const late = await old.cli('deploy', '--allow-deletion');
  expect(late.stderr).toContain(
    `RELEASE_OLDER: staging runs ${(await young.git('rev-parse', 'HEAD')).slice(0, 12)}`,
  );
});
