import { link, rename, rm, writeFile } from 'node:fs/promises';
import { GitopsError } from '../model/errors.ts';
import { isExisting, temporarySuffix } from './files.ts';

/**
 * Writes all files or none: everything to temporary names beside them first, then the renames. What was there keeps
 * a second name meanwhile: to bring it back needs no room on the disk.
 */
export async function replaceFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
  executables: ReadonlySet<string> = new Set(),
): Promise<void> {
  const suffix = temporarySuffix();
  const temporary = (path: string): string => `${path}.${suffix}`;
  const earlier = (path: string): string => `${path}.${suffix}.old`;
  const paths = [...files.keys()];
  const replaced: string[] = [];
  try {
    for (const [path, content] of files) {
      const mode = executables.has(path) ? 0o777 : 0o666;
      await writeFile(temporary(path), content, { mode });
    }
    for (const path of paths) {
      if (await isExisting(path)) await link(path, earlier(path));
      await rename(temporary(path), path);
      replaced.push(path);
    }
  } catch (error) {
    for (const path of replaced) {
      await ((await isExisting(earlier(path))) ? rename(earlier(path), path) : rm(path));
    }
    throw new GitopsError(
      'FILE_UNWRITABLE',
      `${files.size} files cannot be written: ${(error as NodeJS.ErrnoException).code}`,
      'Nothing was changed. Make room or mend the rights, and run it again.',
      { cause: error },
    );
  } finally {
    for (const path of paths) {
      await rm(temporary(path), { force: true });
      await rm(earlier(path), { force: true });
    }
  }
}
