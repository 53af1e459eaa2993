import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFiles } from './replace-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-'));
  await writeFile(join(folder, 'a'), 'old a');
  await writeFile(join(folder, 'b'), 'old b');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const replace = (files: Readonly<Record<string, string>>): Promise<void> =>
  replaceFiles(new Map(Object.entries(files).map(([name, text]) => [join(folder, name), text])));

const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

it('replaces all files, and leaves nothing beside them', async () => {
  await replace({ a: 'new a', b: 'new b', c: 'new c' });
  expect(await Promise.all(['a', 'b', 'c'].map(read))).toEqual(['new a', 'new b', 'new c']);
  expect(await readdir(folder)).toEqual(['a', 'b', 'c']);
});

it('changes nothing when one of them cannot be written', async () => {
  await expect(replace({ a: 'new a', 'no/such/folder': 'x', b: 'new b' })).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    problem: '3 files cannot be written: ENOENT',
  });
  expect([await read('a'), await read('b')]).toEqual(['old a', 'old b']);
  expect(await readdir(folder)).toEqual(['a', 'b']);
});

it('puts back what was replaced already when a later one cannot be, and removes what was new', async () => {
  await mkdir(join(folder, 'folder'));
  await expect(replace({ a: 'new a', c: 'new c', folder: 'x' })).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
  });
  expect(await read('a')).toBe('old a');
  expect(await readdir(folder)).toEqual(['a', 'b', 'folder']);
});
