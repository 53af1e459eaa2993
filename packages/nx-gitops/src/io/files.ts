import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const isNotFound = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The text of a file, `undefined` where there is none. */
export const findText = (path: string): Promise<string | undefined> =>
  orUndefined(readFile(path, 'utf8'));

export const findBytes = (path: string): Promise<Buffer | undefined> => orUndefined(readFile(path));

/** The names in a folder, sorted; none where there is no such folder. */
export const listNames = async (folder: string): Promise<string[]> =>
  ((await orUndefined(readdir(folder))) ?? []).sort();

/** Every file below a folder, as sorted paths relative to it with `/`. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await orUndefined(readdir(folder, { recursive: true, withFileTypes: true }));
  return (entries ?? [])
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

export const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

export const isDirectory = async (path: string): Promise<boolean> =>
  (await orUndefined(stat(path)))?.isDirectory() ?? false;

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

/** Runs `work` with a new folder that is gone afterwards, whatever happens. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `withTemporaryFolder`, on the same file system as `path`, so that a rename out of it is possible. */
export async function withFolderBeside<T>(
  path: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(dirname(path), `.${basename(path)}.${temporarySuffix()}`);
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Makes each folder of `from` the one of the same name in `to`, by renames. What `to` has beside them and `keep`
 * does not name (a chart that has another name now) is removed.
 */
export async function replaceFolder(
  from: string,
  to: string,
  keep: readonly string[],
): Promise<void> {
  await mkdir(to, { recursive: true });
  const fresh = await listNames(from);
  for (const name of fresh) {
    const old = join(from, `.old-${name}`);
    await orUndefined(rename(join(to, name), old));
    await rename(join(from, name), join(to, name));
  }
  for (const name of await listNames(to)) {
    if (!fresh.includes(name) && !keep.includes(name)) {
      await rm(join(to, name), { recursive: true, force: true });
    }
  }
}
