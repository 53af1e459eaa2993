import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

beforeAll(async () => {
  small = await createReleased('deploy');
  await small.cli('deploy');
});

afterAll(async () => small?.dispose());

it('lists the releases: who, when, which commit, with which result', async () => {
  const { exitCode, stdout, stderr } = await small.cli('history', '--format=json');
  expect(exitCode, stderr).toBe(0);
  const releases = JSON.parse(stdout) as Record<string, unknown>[];
  expect(releases).toHaveLength(2);
  expect(releases[0]).toMatchObject({
    commit: await small.git('rev-parse', 'HEAD'),
    result: 'deployed',
    kind: 'deploy',
    subject: 'chore: release',
  });
  expect(releases[1]).toMatchObject({ isDirty: true, subject: 'chore: begin' });
  expect((await small.cli('history', '--limit=1')).stdout).toContain('deploy deployed');
});

it('shows what runs as a tree, and the logs of a service', async () => {
  const tree = await small.cli('inspect');
  expect(tree.stdout, tree.stderr).toMatch(/hello[\s\S]*ReplicaSet[\s\S]*Pod/);
  const logs = await small.cli('logs', 'hello', '--lines=1');
  expect(logs.exitCode, logs.stderr).toBe(0);
  expect(logs.stdout).toContain('hello');
  expectError((await small.cli('logs', 'nobody')).stderr, {
    code: 'SERVICE_UNKNOWN',
    problem: [`No pod of "nobody" runs in namespace ${small.id}-staging`],
    hint: 'Workloads there: hello.',
  });
});

it('follows the logs until Ctrl-C, which is no failure', async () => {
  const bin = `${small.root}/node_modules/nx-gitops/bin/nx-gitops.mjs`;
  const child = execa(process.execPath, [bin, 'logs', 'hello', '--follow'], { cwd: small.root });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  expect((await child).exitCode).toBe(0);
});

it('says so where nothing was ever deployed, and where the environment does not exist', async () => {
  expect((await small.cli('history', '--environment=nowhere')).stderr).toContain(
    'ENVIRONMENT_UNKNOWN',
  );
  await small.edit('config-repository/gitops.yaml', (text) =>
    text.replace('-staging\n', '-empty\n'),
  );
  expect((await small.cli('history')).stdout).toBe('staging was never deployed');
  expect((await small.cli('inspect')).stdout).toBe('staging runs nothing');
  expect((await small.cli('logs')).stderr).toBe('staging runs nothing');
  expect((await small.cli('delete', '--yes')).stdout).toBe('staging runs nothing');
  await small.git('checkout', '--quiet', '--', '.');
});

it('looks and deletes as targets of Nx too', async () => {
  for (const [target, said] of [
    ['history', 'deploy deployed'],
    ['inspect', 'ReplicaSet'],
    ['logs', 'hello'],
    ['delete --dry-run', 'staging: 1 object would be deleted'],
  ] as const) {
    const [name, ...rest] = target.split(' ');
    const { exitCode, output } = await small.nx('run', `config-repository:${name}`, ...rest);
    expect(exitCode, output).toBe(0);
    expect(output).toContain(said);
  }
  const refused = await small.nx('run', 'config-repository:delete');
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toContain('NOT_CONFIRMED: This deletes 1 object, all of small');
});

it('deletes what runs only when it is confirmed, and remembers it', async () => {
  const asked = await small.cli('delete');
  expect(asked.exitCode).toBe(1);
  expect(asked.stderr).toContain('NOT_CONFIRMED: This deletes 1 object, all of small');
  expect((await small.cli('delete', '--dry-run')).stdout).toContain('1 object would be deleted');
  const done = await small.cli('delete', '--yes');
  expect(done.exitCode, done.stderr).toBe(0);
  const left = await kubectl(['get', 'all', `--namespace=${small.id}-staging`, '--output=name']);
  expect(left).not.toContain('deployment');
  expect((await small.cli('history', '--limit=1')).stdout).toContain('delete deployed');
  expect((await small.cli('delete', '--yes')).stdout).toContain('staging runs nothing');
  const again = await small.cli('deploy');
  expect(again.exitCode, again.stderr).toBe(0);
});
