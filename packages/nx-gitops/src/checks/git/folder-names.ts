import { splitPath, type FolderNames } from '../repository.ts';
import type { ObjectReader } from './object-reader.ts';

/**
 * Reads folders one by one from the tree of a commit, where there is one. The index is the tree of HEAD with the
 * paths that are staged, without those whose deletion is: a hook need not list it.
 */
export function openFolderNames(
  { read }: ObjectReader,
  commit: string,
  added: readonly string[] = [],
  deleted: readonly string[] = [],
): FolderNames {
  const folders = new Map<string, Promise<Set<string>>>();
  const readFolder = async (folder: string): Promise<Set<string>> => {
    const tree = await read(`${commit}:${folder.slice(0, -1)}`);
    const names = new Set(tree?.type === 'tree' ? parseTree(tree.bytes, tree.id.length / 2) : []);
    for (const name of within(folder, deleted)) names.delete(name);
    for (const name of within(folder, added)) names.add(name);
    return names;
  };
  return (folder) => {
    const names = folders.get(folder) ?? readFolder(folder);
    folders.set(folder, names);
    return names;
  };
}

const within = (folder: string, paths: readonly string[]): string[] =>
  paths.map(splitPath).flatMap((path) => (path.folder === folder ? [path.name] : []));

/** Entries of a tree object: mode, space, name, zero byte, id (https://git-scm.com/docs/gitformat-pack). */
function* parseTree(bytes: Buffer, idLength: number): Iterable<string> {
  for (let start = 0; start < bytes.length;) {
    const name = bytes.indexOf(32, start) + 1;
    const end = bytes.indexOf(0, name);
    if (name === 0 || end === -1) return;
    yield bytes.toString('utf8', name, end);
    start = end + 1 + idLength;
  }
}
