import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGitCommand } from '../../tools/git-command.ts';
import type { StageContext } from '../stage-context.ts';
import { addPackage, listPackages, updatePackage } from './package.ts';

let base: string;
let stage: StageContext;
let repo: string;

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' };
const lines = 'replicas: 1\n# a\n# b\n# c\n# d\n# e\nimage: web:1\n';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'nx-gitops-package-'));
  repo = join(base, 'upstream.git');
  const root = join(base, 'workspace');
  stage = { root, dryRun: false } as StageContext;
  const git = openGitCommand(base);
  await git.ask(['init', '--quiet', '--bare', '--initial-branch=main', repo]);
  await publish({
    'web/app.yaml': lines,
    'web/old.yaml': 'old\n',
    'web/sub/a.yaml': 'a\n',
    'other.yaml': 'x\n',
  });
});

afterAll(() => rm(base, { recursive: true, force: true }));

/** Pushes a commit with these files, and none else, to the upstream. */
async function publish(files: Readonly<Record<string, string>>): Promise<void> {
  const folder = await mkdtemp(join(base, 'clone-'));
  const git = openGitCommand(folder, { ...identity, ...committer });
  await git.ask(['clone', '--quiet', repo, '.']);
  await git.attempt(['rm', '--quiet', '-r', '.']);
  for (const [path, text] of Object.entries(files)) await write(join(folder, path), text);
  await git.ask(['add', '--all']);
  await git.ask(['commit', '--quiet', '--message=more']);
  await git.ask(['push', '--quiet', 'origin', 'HEAD:main']);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const at = (path: string): string => join(stage.root, 'config/packages/web', path);
const read = (path: string): Promise<string> => readFile(at(path), 'utf8');
const files = async (): Promise<string[]> => (await readdir(at('.'))).sort();
const only = async () => (await listPackages('config', stage))[0]!;

it('takes a folder of a repository, and records where it comes from', async () => {
  const added = await addPackage(
    'config/packages/web',
    { repo, directory: '/web', ref: 'main' },
    stage,
  );
  expect(await files()).toEqual(['Kptfile', 'app.yaml', 'old.yaml', 'sub']);
  expect(await read('app.yaml')).toBe(lines);
  expect(await read('Kptfile')).toContain('kind: Kptfile');
  expect(await listPackages('config', stage)).toEqual([added]);
  await expect(addPackage('config/packages/web', added, stage)).rejects.toThrow(
    'PACKAGE_INVALID: config/packages/web is there already',
  );
});

it('merges an update with what was changed here', async () => {
  await write(at('app.yaml'), lines.replace('replicas: 1', 'replicas: 5'));
  await write(at('mine.yaml'), 'mine\n');
  await publish({
    'web/app.yaml': lines.replace('web:1', 'web:2'),
    'web/new.yaml': 'new\n',
    'web/sub/a.yaml': 'a\n',
  });
  const update = await updatePackage(await only(), undefined, stage);
  expect(update.changed).toEqual(['app.yaml', 'new.yaml', 'old.yaml']);
  expect(await files()).toEqual(['Kptfile', 'app.yaml', 'mine.yaml', 'new.yaml', 'sub']);
  expect(await read('app.yaml')).toBe(
    lines.replace('replicas: 1', 'replicas: 5').replace('web:1', 'web:2'),
  );
  expect((await only()).commit).toBe(update.commit);
  const again = await updatePackage(await only(), undefined, stage);
  expect(again).toMatchObject({ changed: [], before: update.commit, commit: update.commit });
});

it('keeps every byte and what is executable, and takes no link', async () => {
  const folder = await mkdtemp(join(base, 'clone-'));
  const git = openGitCommand(folder, { ...identity, ...committer });
  await git.ask(['clone', '--quiet', repo, '.']);
  const image = Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x0a, 0xc3, 0xa4]);
  await mkdir(join(folder, 'bytes'));
  await writeFile(join(folder, 'bytes/logo.png'), image);
  await writeFile(join(folder, 'bytes/fn.sh'), '#!/bin/sh\ncat\n', { mode: 0o755 });
  await git.ask(['add', '--all']);
  await git.ask(['commit', '--quiet', '--message=bytes']);
  await git.ask(['push', '--quiet', 'origin', 'HEAD:bytes']);
  const wanted = { repo, directory: 'bytes', ref: 'bytes' };
  const added = await addPackage('config/bytes', wanted, stage);
  const place = join(stage.root, 'config/bytes');
  expect(await readFile(join(place, 'logo.png'))).toEqual(image);
  expect((await stat(join(place, 'fn.sh'))).mode & 0o111).toBe(0o111);
  expect((await stat(join(place, 'logo.png'))).mode & 0o111).toBe(0);
  await writeFile(join(folder, 'bytes/fn.sh'), '#!/bin/sh\ncat -\n');
  await symlink('/etc/hostname', join(folder, 'link'));
  await git.ask(['add', '--all']);
  await git.ask(['commit', '--quiet', '--message=more']);
  await git.ask(['push', '--quiet', 'origin', 'HEAD:bytes']);
  expect((await updatePackage(added, undefined, stage)).changed).toEqual(['fn.sh']);
  expect((await stat(join(place, 'fn.sh'))).mode & 0o111).toBe(0o111);
  await expect(addPackage('config/all', { ...wanted, directory: '/' }, stage)).rejects.toThrow(
    'PACKAGE_INVALID: "link" is a link, not a file',
  );
  await rm(place, { recursive: true });
});

it('changes nothing where both sides changed the same lines', async () => {
  await publish({
    'web/app.yaml': lines.replace('replicas: 1', 'replicas: 2'),
    'web/newer.yaml': 'newer\n',
  });
  const before = [await files(), await read('app.yaml'), await read('Kptfile')];
  await expect(updatePackage(await only(), undefined, stage)).rejects.toThrow(
    /PACKAGE_CONFLICT: config\/packages\/web cannot be updated: 1 file[^]*app\.yaml: the same lines changed/,
  );
  expect([await files(), await read('app.yaml'), await read('Kptfile')]).toEqual(before);
});

it('says which repository, ref or folder is not there', async () => {
  const add = (change: object) =>
    addPackage('config/x', { repo, directory: '/web', ref: 'main', ...change }, stage);
  await expect(add({ repo: join(base, 'none') })).rejects.toThrow(
    'PACKAGE_INVALID: The repository',
  );
  await expect(add({ ref: 'v9' })).rejects.toThrow('has no branch, tag or commit "v9"');
  await expect(add({ directory: '/nope' })).rejects.toThrow('has no files in "/nope"');
  await expect(readdir(join(stage.root, 'config/x'))).rejects.toThrow('ENOENT');
});
