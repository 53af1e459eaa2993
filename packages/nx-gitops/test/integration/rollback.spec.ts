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

it('refuses an environment, a service and a snapshot that there is not', async () => {
  const refused = async (...args: string[]): Promise<string> =>
    (await small.cli('rollback', ...args)).stderr;
  expect(await refused('--to=-1', '--environment=nowhere')).toContain('ENVIRONMENT_UNKNOWN: ');
  expect(await refused('--to=-1', '--services=nobody')).toContain('SERVICE_UNKNOWN: At ');
  const begin = await small.git('rev-list', '--max-parents=0', 'HEAD');
  expect(await refused(`--to=${begin}`)).toContain('SNAPSHOT_MISSING: At ');
  expect(await refused()).toContain('OPTIONS_INVALID: ');
  expect(await small.git('rev-parse', 'HEAD')).toBe(second);
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

it('publishes and rolls back one service as targets of Nx', async () => {
  await small.git('push', '--quiet');
  const published = await small.nx('run', 'config-repository:publish');
  expect(published.exitCode, published.output).toBe(0);
  const tip = await small.git('rev-parse', 'origin/main');
  expect(published.output).toContain(`${tip.slice(0, 12)} pushed to main`);
  expect(await digestOf(tip)).toBe(await digestOf(second));

  const target = ['run', 'config-repository:rollback', `--to=${first}`, '--services=hello'];
  const plan = await small.nx(...target, '--dry-run');
  expect(plan.exitCode, plan.output).toBe(0);
  expect(await small.git('rev-parse', 'origin/main')).toBe(tip);
  const run = await small.nx(...target);

  expect(run.exitCode, run.output).toBe(0);
  expect(run.tasks).toEqual(['config-repository:rollback']);
  expect(await image()).toContain(await digestOf(first));
  expect(await small.read('config-repository/.release/staging/state.yaml')).toContain(
    'replicas: 2',
  );
  expect(await small.git('log', '-1', '--format=%s', 'origin/main')).toBe(
    `revert(release): staging (hello) back to ${first.slice(0, 12)}`,
  );
});
