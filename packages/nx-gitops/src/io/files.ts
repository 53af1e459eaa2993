import { randomBytes } from 'node:crypto';
import { constants, lstatSync, readFileSync } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashBlob } from '../model/build-key/hash-blob.ts';

export const isNotFound = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * The text of a file, `undefined` where there is none. The graph reads thousands of small files: done at once that
 * takes a third of the time of a promise each.
 */
export async function findText(path: string): Promise<string | undefined> {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export const findBytes = (path: string): Promise<Buffer | undefined> => orUndefined(readFile(path));

/** The names in a folder, sorted; none where there is no such folder. */
export const listNames = async (folder: string): Promise<string[]> =>
  ((await orUndefined(readdir(folder))) ?? []).sort();

export const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

export const isDirectory = async (path: string): Promise<boolean> =>
  (await orUndefined(stat(path)))?.isDirectory() ?? false;

/** Whether there is anything at a path. */
export const isExisting = async (path: string): Promise<boolean> =>
  (await orUndefined(lstat(path))) !== undefined;

/** Writes the whole file or nothing: to a temporary name beside it, then a rename. */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${temporarySuffix()}`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** As `writeAtomic`, and leaves an equal file untouched. Returns whether it wrote. */
export async function writeIfChanged(path: string, content: string): Promise<boolean> {
  if ((await findText(path)) === content) return false;
  await writeAtomic(path, content);
  return true;
}

/** Writes a new file that only its owner can read. An existing one is an error. */
export async function writePrivate(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, content, { mode: 0o600, flag: 'wx' });
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });

export const temporarySuffix = (): string => `${randomBytes(6).toString('hex')}.tmp`;

/** Copies a file with a mode that does not depend on the umask. False where there is nothing to copy. */
export async function copyNormalized(from: string, to: string, mode: number): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  const source = await orUndefined(lstat(from));
  if (!source) return false;
  if (source.isSymbolicLink()) {
    await symlink(await readlink(from), to);
    return true;
  }
  await copyFile(from, to);
  await chmod(to, mode);
  return true;
}

/** Makes each folder of `from` the one of the same name in `to`, by renames. */
export async function replaceFolders(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await listNames(from)) {
    await orUndefined(rename(join(to, name), join(from, `.old-${name}`)));
    await rename(join(from, name), join(to, name));
  }
}

/** Git's object id of a file's content; undefined where there is no regular file. */
export function hashFile(path: string): string | undefined {
  try {
    if (!lstatSync(path).isFile()) return undefined;
    return hashBlob(readFileSync(path));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Makes `to` stand for the file or folder `from`. */
export async function linkFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await symlink(from, to);
}

export const removeFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true });
