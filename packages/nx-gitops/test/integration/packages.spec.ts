import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectError } from '../workspace/refusal.ts';
import { renderStage } from '../workspace/render-stage.ts';
import { vaultFiles } from '../workspace/vault.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const folder = 'config-repository/packages/limits';
const limits = `${folder}/limits.yaml`;

let workspace: Workspace;
let upstream: Workspace;
/** The bare repository of others. */
let bare: string;

const limit = (more: string): string =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: limits\n  labels:\n    team: theirs\n# a\n# b\n# c\nspec:\n  limits: []\n${more}`;

beforeAll(async () => {
  bare = await mkdtemp(join(tmpdir(), 'nx-gitops-upstream-'));
  upstream = await createWorkspace({
    'limits/limits.yaml': limit(''),
    'limits/kustomization.yaml': 'resources: [limits.yaml]\n',
    'other/other.yaml': 'a: b\n',
  });
  await execa('git', ['clone', '--quiet', '--bare', upstream.root, bare]);
  await upstream.git('remote', 'add', 'origin', bare);
  await upstream.git('tag', 'v1');
  await upstream.git('push', '--quiet', 'origin', 'v1');
  workspace = await createWorkspace({
    ...vaultFiles,
    'config-repository/environments/staging/kustomization.yaml':
      'resources: [../../packages/limits]\n',
  });
});

afterAll(async () => {
  await Promise.all([workspace?.dispose(), upstream?.dispose()]);
  await rm(bare, { recursive: true, force: true });
});

/** Upstream as it is from now on. */
async function publish(text: string, tag: string): Promise<void> {
  await upstream.write('limits/limits.yaml', text);
  await upstream.commit(`feat: ${tag}`);
  await upstream.git('tag', tag);
  await upstream.git('push', '--quiet', 'origin', 'main', tag);
}

const run = async (...args: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await workspace.cli('package', ...args);
  expect(exitCode, stderr).toBe(0);
  return stdout;
};

const refused = async (...args: string[]): Promise<string> => {
  const { exitCode, stderr } = await workspace.cli('package', ...args);
  expect(exitCode).toBe(1);
  return stderr;
};

it('takes a package of others, which a kustomization brings into the release', async () => {
  expect(await run('list')).toBe('no packages');
  const from = [bare, 'packages/limits', '--directory', 'limits', '--ref', 'v1'];
  await run('add', ...from, '--dry-run');
  expect(await run('list')).toBe('no packages');
  await run('add', ...from);
  expect(await run('list')).toMatch(
    /^config-repository\/packages\/limits: .* limits at v1 \(\w{10}\)$/,
  );
  expect((await renderStage(workspace)).state).toContain('team: theirs');
  await workspace.commit('feat: limits');
});

it('keeps what is changed here, and takes what changed there', async () => {
  await workspace.edit(limits, (text) => text.replace('theirs', 'ours'));
  await publish(limit('  more: true\n'), 'v2');
  expect(await run('update')).toBe(`${folder}: up to date`);
  await run('update', 'packages/limits', '--ref', 'v2', '--dry-run');
  expect(await workspace.read(limits)).not.toContain('more');
  expect(await run('update', 'packages/limits', '--ref', 'v2')).toMatch(/ → \w{10}, 1 file$/);
  const { state } = await renderStage(workspace);
  expect(state).toContain('team: ours');
  expect(state).toContain('more: true');
  expect(await workspace.read(`${folder}/Kptfile`)).toContain('ref: v2');
  await workspace.commit('feat: limits of today');
});

it('reports a conflict with its file, and changes nothing', async () => {
  await publish(limit('  more: true\n').replace('theirs', 'nobody'), 'v3');
  expectError(await refused('update', '--ref', 'v3'), {
    code: 'PACKAGE_CONFLICT',
    problem: [`${folder} cannot be updated: 1 file`, `${limits}: the same lines changed`],
    hint: 'Nothing was changed.',
  });
  expect(await workspace.git('status', '--porcelain')).toBe('');
});

it('refuses what is no package, no folder of the repository, or would keep an account', async () => {
  expect(await refused('update', 'packages/gone')).toContain(
    'config-repository/packages/gone is no',
  );
  expect(await refused('add', bare, 'packages/limits')).toContain('is there already');
  for (const place of ['../outside', '/outside', '.'])
    expect(await refused('add', bare, place)).toContain('is not a folder in config-repository');
  const said = await refused('add', 'https://ada:of-ada@git.example/a.git', 'packages/a');
  expect(said).toContain(
    'PACKAGE_INVALID: The address of https://***@git.example/a.git names an account',
  );
  expect(said).not.toContain('of-ada');
  expect(await workspace.git('status', '--porcelain')).toBe('');
});
