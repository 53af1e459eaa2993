import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { restore } from '../workspace/small.ts';
import { createVault, type Vault } from '../workspace/vault.ts';

const folder = 'config-repository/environments/staging';
const state = 'config-repository/.release/staging/state.yaml';
const rules = 'config-repository/.sops.yaml';
const files = [`${folder}/one.sops.yaml`, `${folder}/two.sops.yaml`, `${folder}/values.sops.yaml`];

const secret = (name: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  password: of-${name}-0815\n`;

let vault: Vault;

beforeAll(async () => {
  vault = await createVault({
    'config-repository/umbrella-chart/templates/secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: chart\nstringData:\n  token: {{ .Values.token }}\n',
  });
  await vault.seal(files[0]!, secret('one'));
  await vault.seal(files[1]!, secret('two'));
  await vault.seal(files[2]!, 'token: token-of-chart-4711\n');
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

const removeSecond = (): Promise<void> =>
  vault.workspace.edit(rules, (text) => text.replaceAll(`,${vault.keys[1].recipient}`, ''));

const run = async (target: string, ...args: string[]): Promise<string> => {
  const { exitCode, output } = await vault.workspace.nx(
    'run',
    `config-repository:${target}`,
    ...args,
  );
  expect(exitCode, output).toBe(0);
  return output;
};

const tokens = (text: string): string[] => text.match(/^ +\w+: ENC\[[^\]]+\]/gm) ?? [];

it('has nothing to do where the recipients are right', async () => {
  expect(await run('secrets-reseal')).toContain('All recipients are right');
  expect(await run('secrets-check')).toContain('4 secrets are encrypted');
  expect(await vault.workspace.git('status', '--porcelain')).toBe('');
});

it('says what it would do, and does nothing, in a dry run', async () => {
  await removeSecond();
  const output = await run('secrets-reseal', '--dry-run');
  for (const file of files) {
    expect(output).toContain(`${file}: - age:${vault.keys[1].recipient} new data key`);
  }
  expect(await vault.workspace.git('status', '--porcelain', '--', folder)).toBe('');
});

it('finds what is encrypted for the wrong recipients, without a key', async () => {
  await removeSecond();
  const { exitCode, output } = await vault.keyless.nx('run', 'config-repository:secrets-check');
  expect(exitCode).not.toBe(0);
  expect(output).toContain('SECRET_INVALID: 4 findings');
  expect(output).toContain(`${files[0]}:`);
});

it('shuts out a removed recipient from everything, with new data keys', async () => {
  const before = await Promise.all(files.map(vault.workspace.read));
  await removeSecond();
  await run('secrets-reseal');
  const resealed = await vault.workspace.read(state);
  for (const [index, file] of files.entries()) {
    await expect(vault.open(file, vault.keys[1])).rejects.toThrow();
    await vault.open(file);
    const after = tokens(await vault.workspace.read(file));
    for (const token of tokens(before[index] ?? '')) expect(after).not.toContain(token);
  }
  expect(resealed).not.toContain(vault.keys[1].recipient);
  await run('secrets-check');
  await run('render');
  expect((await vault.workspace.read(state)) === resealed).toBe(true);
});

it('lets a new recipient in without a new data key', async () => {
  await removeSecond();
  await run('secrets-reseal');
  const before = tokens(await vault.workspace.read(files[0]!));
  await vault.workspace.git('checkout', '--quiet', '--', rules);
  await run('secrets-reseal');
  expect(tokens(await vault.workspace.read(files[0]!))).toEqual(before);
  expect(await vault.open(files[0]!, vault.keys[1])).toContain('of-one-0815');
});

it('rotates every data key, and the snapshot with it', async () => {
  const before = await vault.workspace.read(state);
  await run('secrets-rotate');
  const after = await vault.workspace.read(state);
  for (const token of tokens(before)) expect(after.includes(token)).toBe(false);
  expect(await vault.open(files[1]!)).toContain('of-two-0815');
});

it('changes nothing when sops dies in the middle', async () => {
  await removeSecond();
  const bin = join(vault.workspace.root, '.nx-gitops', 'bin');
  const { stdout: sops } = await execa('which', ['sops']);
  await mkdir(bin, { recursive: true });
  const fake = `#!/bin/sh\ncase "$*" in *rotate*two*) kill -9 $$ ;; esac\nexec ${sops} "$@"\n`;
  await writeFile(join(bin, 'sops'), fake);
  await chmod(join(bin, 'sops'), 0o755);
  const { exitCode, output } = await vault.workspace.nx('run', 'config-repository:secrets-reseal');
  await vault.workspace.remove('.nx-gitops/bin');
  expect(exitCode).not.toBe(0);
  expect(output).toContain('TOOL_FAILED: sops failed');
  expect(await vault.workspace.git('status', '--porcelain')).toBe(` M ${rules}`);
});

/**
 * What a full disk does, for any user: no file may grow over so many blocks of 512 bytes. The signal that comes with
 * it is not looked at; a full disk sends none.
 */
async function resealWithin(blocks: number): Promise<{ exitCode: number; all: string }> {
  const dist = join(vault.workspace.root, 'node_modules/nx-gitops/dist');
  const script = `
    process.on('SIGXFSZ', () => undefined);
    import { openStage, openWorkspace } from '${dist}/cli/open-workspace.js';
    import { reseal } from '${dist}/stages/secrets/reseal.js';
    const { root, workspace } = await openWorkspace();
    await reseal({ repository: workspace.repositories[0], rotate: false }, await openStage(root));
  `;
  const node = [process.execPath, '--input-type=module', '--eval', script];
  const { exitCode = 1, all } = await execa(
    'sh',
    ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...node],
    {
      cwd: vault.workspace.root,
      env: { SOPS_AGE_KEY_FILE: vault.keys[0].file },
      all: true,
      reject: false,
    },
  );
  return { exitCode, all };
}

const blocksOf = async (path: string): Promise<number> =>
  Math.ceil(Buffer.byteLength(await vault.workspace.read(path)) / 512);

it('changes nothing when the disk is full, with the first copy and with the last file', async () => {
  await removeSecond();
  const enough = Math.max(...(await Promise.all(files.map(blocksOf)))) + 1;
  expect(await blocksOf(state)).toBeGreaterThan(enough);
  for (const blocks of [1, enough]) {
    const { exitCode, all } = await resealWithin(blocks);
    expect(exitCode).not.toBe(0);
    expect(all).toContain(`FILE_UNWRITABLE: ${blocks === 1 ? '' : '5 files cannot be written'}`);
    expect(await vault.workspace.git('status', '--porcelain')).toBe(` M ${rules}`);
  }
  expect((await resealWithin(1000)).exitCode).toBe(0);
});

it('refuses a file that no rule matches', async () => {
  await vault.workspace.edit(rules, (text) =>
    text.replace('path_regex: values', 'path_regex: none').replace('staging', 'none'),
  );
  const { exitCode, output } = await vault.workspace.nx('run', 'config-repository:secrets-reseal');
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/SECRET_RULE_MISSING: No creation rule .* matches config-repository/);
  expect(await vault.workspace.git('status', '--porcelain')).toBe(` M ${rules}`);
});
