import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RunProcess } from '../io/process.ts';
import { askVersion } from './ask-version.ts';

async function open(exitCode = 0) {
  const root = await mkdtemp(join(tmpdir(), 'nx-gitops-version-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const asked: string[] = [];
  const run: RunProcess = async (file) => {
    const stdout = `v1.0.${asked.push(file)}`;
    return { exitCode, stdout, stderr: '', all: stdout, missing: false };
  };
  const ask = async (name = 'helm') =>
    (await askVersion('helm', join(root, name), root, run)).stdout;
  return { root, ask };
}

it('asks a program once, and again when it changed', async () => {
  const { root, ask } = await open();
  await writeFile(join(root, 'helm'), '\x7fELF one');
  expect([await ask(), await ask()]).toEqual(['v1.0.1', 'v1.0.1']);
  await writeFile(join(root, 'helm'), '\x7fELF another');
  expect([await ask(), await ask()]).toEqual(['v1.0.2', 'v1.0.2']);
});

it.each([
  ['a script', async (root: string) => writeFile(join(root, 'helm'), '#!/bin/sh\n')],
  [
    'a name of a version manager',
    async (root: string) => {
      await writeFile(join(root, 'mise'), '\x7fELF');
      await symlink('mise', join(root, 'helm'));
    },
  ],
])('asks %s each time: which program it leads to may change', async (_what, make) => {
  const { root, ask } = await open();
  await make(root);
  expect([await ask(), await ask()]).toEqual(['v1.0.1', 'v1.0.2']);
});

it('does not remember a failure', async () => {
  const { root, ask } = await open(1);
  await writeFile(join(root, 'helm'), '\x7fELF one');
  expect([await ask(), await ask()]).toEqual(['v1.0.1', 'v1.0.2']);
});
