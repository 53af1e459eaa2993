import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { addRemote } from '../workspace/remote.ts';
import { expectError } from '../workspace/refusal.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let first: string;
let second: string;

const lock = 'config-repository/app-locks/hello.kbld.lock.yml';

const image = (): Promise<string> =>
  kubectl([
    'get',
    'deployment/hello',
    `--namespace=${small.id}-staging`,
    '--output=jsonpath={.spec.template.spec.containers[0].image}',
  ]);

const digestOf = async (commit: string): Promise<string> =>
  /sha256:[0-9a-f]{64}/.exec(await small.git('show', `${commit}:${lock}`))?.[0] ?? 'none';

beforeAll(async () => {
  small = await createReleased('deploy');
  await small.cli('deploy');
  first = await small.git('rev-parse', 'HEAD');
  await small.write('apps/hello/hello.txt', `second ${small.id}\n`);
  await small.commit('feat: second');
  const { exitCode, output } = await small.nx('run', 'config-repository:render');
  expect(exitCode, output).toBe(0);
  await small.commit('chore: release second');
  const deployed = await small.cli('deploy');
  expect(deployed.exitCode, deployed.stderr).toBe(0);
  second = await small.git('rev-parse', 'HEAD');
  await addRemote(small, afterAll);
});

afterAll(async () => small?.dispose());

it('refuses an unknown commit, a dirty tree and a release that there is not', async () => {
  expectError((await small.cli('rollback', '--to=deadbeef')).stderr, {
    code: 'COMMIT_UNKNOWN',
    problem: ['Git knows no commit "deadbeef"'],
    hint: 'nx-gitops history',
  });
  expect((await small.cli('rollback', '--to=-7')).stderr).toContain('COMMIT_UNKNOWN: ');
  await small.write('config-repository/notes.txt', 'x\n');
  expect((await small.cli('rollback', '--to=-1')).stderr).toContain('NOT_COMMITTED: ');
  await small.remove('config-repository/notes.txt');
});

it('brings the release before back, in Git and in the cluster, without a build', async () => {
  expect(await digestOf(first)).not.toBe(await digestOf(second));
  const plan = await small.cli('rollback', '--to=-1', '--dry-run');
  expect(plan.stdout, plan.stderr).toContain(`staging: back at ${first.slice(0, 12)}`);
  expect(await image()).toContain(await digestOf(second));

  const { exitCode, stderr, stdout } = await small.cli('rollback', '--to=-1');

  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('Held until "nx-gitops release <service>": hello');
  expect(await image()).toContain(await digestOf(first));
  expect(await small.git('status', '--porcelain')).toBe('');
  expect(await small.git('rev-parse', 'HEAD')).toBe(await small.git('rev-parse', 'origin/main'));
  expect((await small.cli('history', '--limit=1')).stdout).toContain('rollback deployed');
});

it('stays rolled back when others deploy, until the hold is released', async () => {
  await small.write('config-repository/umbrella-chart/values.yaml', 'replicas: 2\n');
  await small.commit('feat: more replicas');
  const run = await small.nx('run', 'config-repository:deploy');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.tasks).not.toContain('hello:lock');
  expect(await image()).toContain(await digestOf(first));
  expect((await small.cli('release', 'hello')).stdout).toContain('No longer held: hello');
  const again = await small.nx('run', 'config-repository:deploy');
  expect(again.exitCode, again.output).toBe(0);
  expect(await image()).toContain(await digestOf(second));
  expect((await small.cli('release')).stdout).toContain('Nothing is held');
});
