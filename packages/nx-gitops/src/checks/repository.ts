import { posix } from 'node:path';
import type { FileTree } from '../model/build-key/build-key.ts';

/** The names in a folder, which is given as `a/b/` or the empty text. */
export type FolderNames = (folder: string) => Promise<ReadonlySet<string>>;

/** The files around those that are checked, as the same index or commit has them. */
export interface Repository {
  readonly read: (path: string) => Promise<Buffer | undefined>;
  /** Nothing where only a listing of all can tell. */
  readonly namesIn: FolderNames | undefined;
  /** Every file with its mode and Git's id, listed only when a check needs it. */
  readonly tree: () => Promise<FileTree>;
  /** Content by Git's id. */
  readonly readId: (id: string) => Promise<Buffer | undefined>;
  /** The other side of a merge that is being made. */
  readonly readMerged: (path: string) => Promise<Buffer | undefined>;
}

/** The folder of a path, as `a/b/` or the empty text, and the name in it. */
export function splitPath(path: string): { folder: string; name: string } {
  const start = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, start), name: path.slice(start) };
}

/** The folder of a path and those above it, nearest first; the top is the empty text. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (
    let folder = posix.dirname(path);
    folder !== '.' && folder !== '/';
    folder = posix.dirname(folder)
  )
    folders.push(`${folder}/`);
  return [...folders, ''];
}
