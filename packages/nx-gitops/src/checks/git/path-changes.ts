import { relative, resolve } from 'node:path';
import { cannotCheck } from '../cannot-check.ts';
import type { Change } from './change.ts';
import { askGit, readGit } from './git-process.ts';
import { splitAtZero } from './parse-raw-diff.ts';

/** Files of the working tree as lint-staged names them; a folder stands for what Git would add of it. */
export async function pathChanges(
  cwd: string,
  paths: readonly string[],
): Promise<{ top: string; changes: Change[] }> {
  const top = (await readGit(['rev-parse', '--show-toplevel'], cwd)).toString().replace(/\n$/, '');
  const files = await Promise.all(paths.map((path) => expand(resolve(cwd, path))));
  const names = [...new Set(files.flat().map((file) => relative(top, file).replaceAll('\\', '/')))];
  return {
    top,
    changes: names.map((path) => ({ path, id: '', before: [], removed: [], commit: undefined })),
  };
}

async function expand(path: string): Promise<string[]> {
  const { lstat } = await import('node:fs/promises');
  const found = await lstat(path).catch(() => undefined);
  if (!found)
    throw cannotCheck(`There is no file ${path}`, 'Name files that exist, or use --staged');
  if (found.isSymbolicLink()) return [];
  if (!found.isDirectory()) return [path];
  const listed = await readGit(
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    path,
  );
  const files = splitAtZero(listed).map((name) => resolve(path, name.toString('utf8')));
  const kinds = await Promise.all(files.map((file) => lstat(file).catch(() => undefined)));
  return files.filter((_, index) => kinds[index]?.isFile());
}

/** The committed version of a file of the working tree, to compare with. */
export async function readWorkingFile(top: string, path: string): Promise<Buffer | undefined> {
  const { readFile } = await import('node:fs/promises');
  return readFile(resolve(top, path)).catch(() => undefined);
}

export const hasHead = async (cwd: string): Promise<boolean> =>
  (await askGit(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd)).code === 0;
