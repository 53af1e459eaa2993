import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectError } from '../workspace/refusal.ts';
import { configMap, createSnapshot, deploySnapshot, writeSnapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
  await deploys();
});

afterAll(() => small?.dispose());

const deploys = (...args: string[]): Promise<string> => deploySnapshot(small, ...args);

const frozen = (problem: string) => ({
  code: 'ENVIRONMENT_FROZEN',
  problem: [problem],
  hint: 'nx-gitops unfreeze',
});

it('closes an environment with a command, for everybody, until it is opened', async () => {
  await writeSnapshot(small, configMap('a', 'new'));
  const dry = await small.cli('freeze', 'staging', '--reason=sale', '--dry-run');
  expect(dry.stdout, dry.stderr).toContain(
    'staging would be closed: sale (until somebody opens it)',
  );
  const until = '--until=2999-01-01T08:00Z';
  const closed = await small.cli('freeze', 'staging', '--reason=sale', until, '--format=json');
  expect(JSON.parse(closed.stdout)).toEqual({ reason: 'sale', until: '2999-01-01T08:00Z' });
  for (const args of [[], ['--dry-run']]) {
    const { exitCode, stderr } = await small.cli('deploy', ...args);
    expect(exitCode).toBe(1);
    expectError(stderr, frozen('staging is closed: sale (until 2999-01-01T08:00Z)'));
  }
  expect((await small.cli('unfreeze', 'staging')).stdout).toContain('staging is open again');
  await deploys();
});

it('is set aside for a reason that the history shows', async () => {
  await small.cli('freeze', 'staging', '--reason=sale');
  await writeSnapshot(small, configMap('a', 'hotfix'));
  await deploys('--override=the shop is down');
  expect((await small.cli('history', '--limit=1')).stdout).toContain('[the shop is down]');
  await small.cli('unfreeze', 'staging');
});

it('closes an environment in its settings, and opens it by itself', async () => {
  const settings = (until: string): Promise<void> =>
    small.edit('config-repository/gitops.yaml', (text) =>
      text.replace(
        /( {4}namespace: .*\n)[\s\S]*$/,
        `$1    freeze: { reason: audit, until: '${until}' }\n`,
      ),
    );
  await settings('2999-01-01');
  await writeSnapshot(small, configMap('a', 'later'));
  expectError(
    (await small.cli('deploy')).stderr,
    frozen('staging is closed: audit (until 2999-01-01)'),
  );
  expect((await small.cli('unfreeze', 'staging')).stderr).toContain(
    'Remove environments.staging.freeze',
  );
  await settings('2020-01-01');
  await deploys();
  await settings('soon');
  expect((await small.cli('deploy')).stderr).toContain('Expected a time such as');
  await small.git('checkout', '--quiet', '--', 'config-repository/gitops.yaml');
});

it('keeps a closed environment from being deleted, but for a reason that the history shows', async () => {
  await small.cli('freeze', 'staging', '--reason=sale');
  for (const args of [['--yes'], ['--dry-run']]) {
    const { exitCode, stderr } = await small.cli('delete', ...args);
    expect(exitCode).toBe(1);
    expectError(stderr, frozen('staging is closed: sale'));
  }
  expect((await small.cli('delete', '--yes', '--override=')).stderr).toContain('OPTIONS_INVALID');
  expect((await small.cli('inspect')).stdout).toContain('ConfigMap');
  const done = await small.nx('run', 'config-repository:delete', '--yes', '--override=moved');
  expect(done.exitCode, done.output).toBe(0);
  expect((await small.cli('history', '--limit=1')).stdout).toMatch(/delete deployed .*\[moved\]/);
  await small.cli('unfreeze', 'staging');
  await deploys();
});

it('says what a freeze needs', async () => {
  expectError((await small.cli('freeze', 'staging')).stderr, {
    code: 'OPTIONS_INVALID',
    problem: ['A freeze needs a reason'],
    hint: 'nx-gitops freeze production --reason',
  });
  expect((await small.cli('freeze', 'nowhere', '--reason=x')).stderr).toContain(
    'ENVIRONMENT_UNKNOWN',
  );
});
