import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createSmall } from '../workspace/small.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createSmall();
});

afterAll(() => workspace?.dispose());

interface Diagnosis {
  readonly area: string;
  readonly subject: string;
  readonly status: string;
  readonly message: string;
  readonly fix?: string;
}

const examine = async (
  at: Workspace,
): Promise<{ readonly exitCode: number; readonly diagnoses: Diagnosis[] }> => {
  const { exitCode, stdout, stderr } = await at.cli('doctor', '--format=json');
  expect(stdout, stderr).not.toBe('');
  return { exitCode, diagnoses: JSON.parse(stdout) as Diagnosis[] };
};

it('finds nothing wrong where everything is there', async () => {
  const { exitCode, diagnoses } = await examine(workspace);
  expect(diagnoses.filter(({ status }) => status === 'wrong')).toEqual([]);
  expect(exitCode).toBe(0);
  const subjects = diagnoses.map(({ area, subject }) => `${area} ${subject}`);
  expect(subjects).toEqual(
    expect.arrayContaining([
      'tools helm',
      'tools buildctl',
      'settings config-repository/gitops.yaml',
      'cluster staging',
      'registry registry.small.example',
      'hooks pre-commit',
    ]),
  );
});

it('says what is missing, and how to mend it', async () => {
  const bin = join(workspace.root, 'bin');
  await mkdir(bin);
  await symlink('/usr/bin/git', join(bin, 'git'));
  const bare = workspace.withEnvironment({
    PATH: bin,
    NX_GITOPS_PLATFORM: join(workspace.root, 'none.json'),
  });
  const { exitCode, diagnoses } = await examine(bare);
  const of = (subject: string): Diagnosis | undefined =>
    diagnoses.find((diagnosis) => diagnosis.subject === subject);
  expect(exitCode).toBe(1);
  expect(of('helm')).toMatchObject({ status: 'wrong', message: 'not found' });
  expect(of('helm')?.fix).toMatch(/^Install helm \d.*https:/);
  expect(of('docker')?.status).toBe('wrong');
  expect(of('staging')?.message).toContain('CONTEXT_MISSING');
  expect(of('pre-commit')?.status).toBe('warning');
  const { stdout } = await bare.cli('doctor');
  expect(stdout).toContain('doctor --write-mise');
});

it('does not offer tools where all are there', async () => {
  const { stdout } = await workspace.cli('doctor');
  expect(stdout).not.toContain('--write-mise');
});

it('says its version', async () => {
  const { stdout, exitCode } = await workspace.cli('--version');
  expect({ stdout: stdout.trim(), exitCode }).toEqual({ stdout: manifest.version, exitCode: 0 });
});

it('names what "init" needs where nothing is set up', async () => {
  const empty = await createWorkspace({ 'README.md': '' });
  onTestFinished(empty.dispose);
  const { exitCode, diagnoses } = await examine(empty);
  expect(exitCode).toBe(1);
  expect(diagnoses.map(({ subject }) => subject)).toContain('age-keygen');
  expect(diagnoses.find(({ area }) => area === 'settings')?.fix).toContain('nx-gitops:init');
});

it('says what is wrong with the settings', async () => {
  await workspace.edit('config-repository/gitops.yaml', (text) => `${text}nope: 1\n`);
  const { exitCode, diagnoses } = await examine(workspace);
  expect(exitCode).toBe(1);
  expect(diagnoses.find(({ area }) => area === 'settings')?.message).toMatch(
    /^SETTINGS_INVALID: config-repository\/gitops\.yaml:\d+/,
  );
  await workspace.git('checkout', '--quiet', '--', '.');
});

it('offers the pinned versions, and keeps a mise.toml that is there', async () => {
  await workspace.cli('doctor', '--write-mise');
  expect(await workspace.read('mise.toml')).toMatch(/\[tools\]\n(.*\n)*helm = "\d+\.\d+\.\d+"\n/);
  await workspace.write('mise.toml', '# mine\n');
  const { stdout } = await workspace.cli('doctor', '--write-mise');
  expect(stdout).toContain('mise.toml: kept as it is');
  expect(await workspace.read('mise.toml')).toBe('# mine\n');
});
