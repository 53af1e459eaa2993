import { rename, rm, writeFile } from 'node:fs/promises';
import { GitopsError } from '../model/errors.ts';
import { findBytes, temporarySuffix, writeAtomic } from './files.ts';

/** Writes all files or none: everything to temporary names beside them first, then the renames. */
export async function replaceFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const suffix = temporarySuffix();
  const temporary = (path: string): string => `${path}.${suffix}`;
  const before = new Map<string, Buffer | undefined>();
  try {
    for (const [path, text] of files) await writeFile(temporary(path), text);
    for (const path of files.keys()) {
      before.set(path, await findBytes(path));
      await rename(temporary(path), path);
    }
  } catch (error) {
    for (const path of files.keys()) await rm(temporary(path), { force: true });
    for (const [path, bytes] of before) if (bytes) await writeAtomic(path, bytes);
    throw new GitopsError(
      'FILE_UNWRITABLE',
      `${files.size} files cannot be written: ${(error as NodeJS.ErrnoException).code}`,
      'Nothing was changed. Make room or mend the rights, and run it again.',
      { cause: error },
    );
  }
}
