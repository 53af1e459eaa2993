import { join } from 'node:path';
import { hashFile } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import type { FileTree } from '../../model/build-key/build-key.ts';
import { openGit } from '../../tools/git.ts';

/** Digest of each file below a folder, sorted by path. `isLink`: there is something that is no regular file. */
export interface ListedFiles {
  readonly files: readonly (readonly [path: string, digest: string])[];
  readonly isLink: boolean;
}

export interface FileDigests {
  /** What lies on the disk, ignored files too. `folder` is relative to the root of the digests. */
  readonly list: (folder: string) => Promise<ListedFiles>;
  /** As `list`, by what Git knows alone where it knows anything of the folder. */
  readonly listKnown: (folder: string) => Promise<ListedFiles>;
}

/**
 * Git has hashed every clean file already; what it does not know is read. `known` is what it said before of the whole
 * workspace. Only archives of charts are written between then and now, which count by what is in them.
 */
export async function openFileDigests(root: string, known?: FileTree): Promise<FileDigests> {
  const tree: FileTree =
    known ??
    (await openGit(root)
      .listWorkingTree()
      .catch(() => new Map()));
  const digest = (path: string): string | undefined => {
    const entry = tree.get(path);
    if (entry?.mode === '120000') return undefined;
    // A repository of another hash has ids that cannot be made here.
    if (entry?.blob.length === 40) return entry.blob;
    return hashFile(join(root, path));
  };
  const list: FileDigests['list'] = async (folder) => {
    const files: (readonly [string, string])[] = [];
    let isLink = false;
    for (const file of await listFiles(join(root, folder))) {
      const id = digest(`${folder}/${file}`);
      if (id === undefined) isLink = true;
      else files.push([file, id]);
    }
    return { files, isLink };
  };
  return {
    list,
    listKnown: async (folder) => {
      const prefix = `${folder}/`;
      const files: (readonly [string, string])[] = [];
      for (const path of tree.keys()) {
        if (path.startsWith(prefix))
          files.push([path.slice(prefix.length), digest(path) ?? 'a link']);
      }
      if (files.length === 0) return list(folder);
      return { files: files.sort(([a], [b]) => (a < b ? -1 : 1)), isLink: false };
    },
  };
}
