import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { findPlaintext } from '../workspace/find-plaintext.ts';
import { restore } from '../workspace/small.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const file = 'config-repository/environments/staging/database.sops.yaml';
const state = 'config-repository/.release/staging/state.yaml';
const password = 'correct-horse-battery-staple';

let vault: Vault;

beforeAll(async () => {
  vault = await createVault();
  await vault.seal(
    file,
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\nstringData:\n  password: ${password}\n  user: the-user-of-it\n`,
  );
  const run = await vault.workspace.nx('run', 'config-repository:render');
  expect(run.exitCode, run.output).toBe(0);
  await vault.workspace.commit('feat: secrets');
});

beforeEach(async () => {
  await restore(vault.workspace);
});

afterAll(async () => {
  await vault?.dispose();
});

const damages: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  [
    'half-encrypted',
    (text) => text.replace(/user: ENC.*/, 'user: plain-user'),
    /SECRET_UNENCRYPTED/,
  ],
  [
    'not encrypted',
    (text) => text.replace(/^sops:[^]*/m, '').replaceAll(/ENC\[.*\]/g, 'x'),
    /SECRET_UNENCRYPTED/,
  ],
  ['truncated', (text) => text.slice(0, text.length * 0.7), /SECRET_(INVALID|UNENCRYPTED)/],
  [
    'of an unknown version',
    (text) => text.replace(/version: .*/, 'version: 9.1.0'),
    /SECRET_INVALID.*sops "9\.1\.0"/,
  ],
  ['without MAC', (text) => text.replace(/^ +mac: .*\n/m, ''), /SECRET_INVALID/],
  ['without a name', (text) => text.replace('name: database', 'labels: {}'), /SECRET_INVALID/],
];

it.each(damages)('refuses to render a file that is %s', async (_title, damage, error) => {
  await vault.workspace.edit(file, damage);
  const { exitCode, output } = await vault.workspace.nx('run', 'config-repository:render');
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(error);
  expect(output).toContain(file);
  expect(output).not.toContain('plain-user');
  expect(await vault.workspace.git('status', '--porcelain')).toBe(` M ${file}`);
});

it('names both places of an object that is there twice', async () => {
  await vault.workspace.write(file.replace('database', 'other'), await vault.workspace.read(file));
  const { output } = await vault.workspace.nx('run', 'config-repository:render');
  expect(output).toContain(`SECRET_DUPLICATE: Secret ${vault.workspace.id}-staging/database is in`);
  expect(output).toContain(file);
  expect(output).toContain(file.replace('database', 'other'));
});

/** A value of base64 in the place of another. */
const turn = (text: string): string =>
  text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;

const tampered: readonly (readonly [string, (text: string) => string, string])[] = [
  [
    'a changed token',
    (text) => text.replace(/(?<=password: ENC\[AES256_GCM,data:)\S/, turn),
    'SECRET_TAMPERED',
  ],
  [
    'another name',
    (text) => text.replace(/^ {4}name: database$/m, '    name: elsewhere'),
    'SECRET_TAMPERED',
  ],
  ['a plain value', (text) => text.replace(/user: ENC.*/, 'user: plain-user'), 'SECRET_TAMPERED'],
  ['a truncated end', (text) => text.slice(0, text.indexOf('lastmodified')), 'SECRET_'],
];

it.each(tampered)('deploys nothing of a snapshot with %s', async (_title, damage, code) => {
  await vault.workspace.edit(state, damage);
  const { exitCode, stdout, stderr } = await vault.workspace.cli('diff');
  expect(exitCode, stdout).toBe(1);
  expect(stderr).toContain(code);
  for (const value of [password, 'plain-user', 'computed']) expect(stderr).not.toContain(value);
});

const fakeSops = async (script: string): Promise<void> => {
  const bin = join(vault.workspace.root, '.nx-gitops', 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'sops'), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, 'sops'), 0o755);
};

it('deploys nothing when sops dies in the middle', async () => {
  await fakeSops(`printf 'apiVersion: v1\\nkind: Secret\\n  ${password}'; kill -9 $$`);
  const { exitCode, stderr } = await vault.workspace.cli('diff');
  await vault.workspace.remove('.nx-gitops/bin');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('TOOL_FAILED: sops failed');
  expect(stderr).not.toContain(password);
});

/** A process that has ended may still wait for somebody to ask how. */
const isRunning = async (pid: string): Promise<boolean> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !/\) [ZX] /.test(stat),
    () => false,
  );

it('leaves nothing behind when it is interrupted while it decrypts', async () => {
  const marker = join(vault.workspace.root, '.nx-gitops', 'decrypting');
  await fakeSops(`echo $$ > ${marker}\nexec sleep 60`);
  const bin = join(vault.workspace.root, 'node_modules/nx-gitops/bin/nx-gitops.mjs');
  const child = execa(process.execPath, [bin, 'deploy'], {
    cwd: vault.workspace.root,
    reject: false,
  });
  let sops = '';
  await until('sops decrypts', async () => {
    sops = (await readFile(marker, 'utf8')).trim();
    return sops !== '';
  });
  child.kill('SIGINT');
  const result = await child;
  await vault.workspace.remove('.nx-gitops/bin');
  expect(result.exitCode).not.toBe(0);
  await until('sops is gone', async () => !(await isRunning(sops)));
  expect(await kubectl(['get', 'namespaces', '--output=name'])).not.toContain(vault.workspace.id);
  expect(await vault.workspace.git('status', '--porcelain')).toBe('');
  expect(await findPlaintext(vault.workspace.root, [password])).toEqual([]);
});
