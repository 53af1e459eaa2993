import { lstat, readFile, readlink } from 'node:fs/promises';
import type { FileEntry } from '../model/build-key/build-key.ts';
import { hashBlob } from '../model/build-key/hash-blob.ts';

/** What lies at a path: nothing, a regular file with its mode, or a link as Git would store it. */
export type WorkingFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly mode: string }
  | { readonly kind: 'link'; readonly entry: FileEntry };

export async function readWorkingFile(path: string): Promise<WorkingFile> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats?.isSymbolicLink()) {
    const blob = hashBlob(Buffer.from(await readlink(path)));
    return { kind: 'link', entry: { mode: '120000', blob } };
  }
  if (!stats?.isFile()) return { kind: 'none' };
  return { kind: 'file', mode: stats.mode & 0o100 ? '100755' : '100644' };
}

/** Git's object id of the content of a file, without filters. */
export const hashWorkingFile = async (path: string): Promise<string> =>
  hashBlob(await readFile(path));
