// nx-gitops-allow-file: the secrets of this test open nothing
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execa } from 'execa';
import { findPlaintext } from '../workspace/find-plaintext.ts';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const password = 'correct-horse:battery/staple';
const token = 'eyTokenOfTheQueue==42';
const state = 'config-repository/.release/staging/state.yaml';
const folder = 'config-repository/environments/staging';

let vault: Vault;

beforeAll(async () => {
  vault = await createVault();
  await vault.seal(
    `${folder}/database.sops.yaml`,
    `apiVersion: v1
kind: Secret
metadata:
  name: database
  namespace: ${vault.workspace.id}-staging
stringData:
  # of the primary
  password: ${password}
  yes: "yes"
---
apiVersion: v1
kind: Secret
metadata:
  name: replica
data:
  password: ${Buffer.from(password).toString('base64')}
`,
  );
  await vault.seal(
    `${folder}/queue.sops.json`,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'queue' },
      stringData: { token },
    }),
  );
  await vault.workspace.commit('feat: secrets');
});

afterAll(async () => {
  await vault?.dispose();
});

it('renders without a key: the snapshot ends with the encrypted documents, byte for byte', async () => {
  const run = await vault.keyless.nx('run', 'config-repository:render');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain('4 objects');
  const snapshot = await vault.workspace.read(state);
  const database = await vault.workspace.read(`${folder}/database.sops.yaml`);
  const queue = await vault.workspace.read(`${folder}/queue.sops.json`);
  expect(snapshot.endsWith(`---\n${database}---\n${queue}`)).toBe(true);
  await vault.keyless.nx('run', 'config-repository:render');
  expect(await vault.workspace.read(state)).toBe(snapshot);
});

it('validates without a key', async () => {
  const run = await vault.keyless.nx('run', 'config-repository:validate');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain('4 objects are valid');
});

it('refuses to deploy and to compare without a key, and names the recipients', async () => {
  for (const target of ['deploy', 'diff']) {
    const run = await vault.keyless.nx('run', `config-repository:${target}`);
    expect(run.exitCode).not.toBe(0);
    expect(run.output.match(/SECRET_KEY_MISSING/g)).toHaveLength(1);
    for (const { recipient } of vault.keys) expect(run.output).toContain(`age ${recipient}`);
  }
});

it('deploys what the files hold, and shows it nowhere', async () => {
  const run = await vault.workspace.nx('run', 'config-repository:deploy', '--verbose');
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain(`+ Secret ${vault.workspace.id}-staging/database`);
  expect(await readSecret('database')).toEqual({ password, yes: 'yes' });
  expect(await readSecret('replica')).toEqual({ password });
  expect(await readSecret('queue')).toEqual({ token });
  for (const value of [password, token]) expect(run.output).not.toContain(value);
  expect(await findPlaintext(vault.workspace.root, [password, token])).toEqual([]);
});

it('finds nothing to change after a deploy, on the command line too', async () => {
  const { exitCode, stdout, stderr } = await vault.workspace.cli('diff', '--format=json');
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ changes: [] });
});

it('needs the snapshot and a key, not the encrypted files', async () => {
  await vault.workspace.remove(`${folder}/queue.sops.json`);
  const { exitCode, stderr } = await vault.workspace.cli('diff');
  expect(exitCode, stderr).toBe(0);
  await vault.workspace.git('checkout', '--quiet', '--', '.');
});

async function readSecret(name: string): Promise<Record<string, string>> {
  const { kubeconfig, context } = await readPlatformFile();
  const { stdout } = await execa('kubectl', [
    `--kubeconfig=${kubeconfig}`,
    `--context=${context}`,
    `--namespace=${vault.workspace.id}-staging`,
    'get',
    'secret',
    name,
    '--output=json',
  ]);
  const { data } = JSON.parse(stdout) as { data: Record<string, string> };
  return Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]),
  );
}
