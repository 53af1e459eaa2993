import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectError } from '../workspace/refusal.ts';
import { configMap, createSnapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

beforeAll(async () => {
  small = await createSnapshot(configMap('a'));
});

afterAll(() => small?.dispose());

/** Every command that names an environment, with what else it asks for. */
const ofAnEnvironment = [
  'why',
  'render',
  'validate',
  'diff',
  'deploy',
  'rollback --to=-1',
  'release',
  'promote --to=nowhere',
  'matrix',
  'preview --list --base=nowhere',
  'drift',
  'drift --fix',
  'freeze --reason=x',
  'unfreeze',
  'history',
  'inspect',
  'delete --yes',
  'report',
].map((line) => line.split(' '));

describe.each(ofAnEnvironment)('%s', (...line) => {
  const args = line.some((word) => word.endsWith('nowhere'))
    ? line
    : [...line, '--environment=nowhere'];

  it('knows no such environment: one JSON document on stdout, the sentence on stderr', async () => {
    const { exitCode, stdout, stderr } = await small.cli(...args, '--format=json');
    expect(exitCode).toBe(1);
    const { error } = JSON.parse(stdout) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: 'ENVIRONMENT_UNKNOWN', hint: 'Use one of: staging.' });
    expectError(stderr, {
      code: 'ENVIRONMENT_UNKNOWN',
      problem: ['config-repository/gitops.yaml declares no environment "nowhere"'],
      hint: 'Use one of: staging',
    });
  });
});

const everyCommand = [
  ...new Set([...ofAnEnvironment.map(([name = '']) => name), 'publish', 'update-images', 'logs']),
];

describe.each(everyCommand)('%s', (name) => {
  it('explains itself, and refuses an option that it does not know', async () => {
    const help = await small.cli(name, '--help');
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain(`nx-gitops ${name} `);
    const { exitCode, stdout, stderr } = await small.cli(name, '--nonsense');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expectError(stderr, {
      code: 'OPTIONS_INVALID',
      problem: ["Unknown option '--nonsense'"],
      hint: 'See --help.',
    });
  });
});

it.each([
  ['delete staging --yes', 'What is "staging"?'],
  ['deploy production', 'What is "production"?'],
  ['freeze staging production --reason=x', 'What is "production"?'],
  ['publish --environment=staging', "Unknown option '--environment'"],
  ['logs --format=json', '--format is text'],
  ['history --limit=many', '--limit "many" is no whole number'],
  ['logs --lines=all', '--lines "all" is no whole number'],
  ['deploy --override=', '--override needs a reason'],
  ['freeze staging --reason=x --until=2020-01-01', '--until "2020-01-01" is over already'],
])('%s: refused, nothing else is taken for it', async (line, problem) => {
  const { exitCode, stderr } = await small.cli(...line.split(' '));
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`OPTIONS_INVALID: ${problem}`);
});

it('outside of a workspace there is one sentence too', async () => {
  const { exitCode, stdout, stderr } = await small.cli('why', '--repository=nowhere');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain('SETTINGS_MISSING: There is no nowhere/gitops.yaml');
  expect((await small.cli('help', 'deploy')).stdout).toContain('nx-gitops deploy ');
  expect((await small.cli('depoly')).stderr).toContain('There is no command "depoly"');
});
