import { foldersAbove, splitPath, type FolderNames, type Repository } from '../repository.ts';
import { encryptedNames, mayBeCipherName } from './check-plain-copy.ts';
import { configName } from './creation-rules.ts';

/** What lies around a file and says how it should be encrypted. */
export interface Neighbours {
  /** Folders above a path that have a `.sops.yaml`, nearest first. */
  readonly configFolders: (path: string) => Promise<readonly string[]>;
  /** Files beside a path that may be its encrypted original. */
  readonly twins: (path: string) => Promise<readonly string[]>;
  /** Kustomizations in the folder of a path and the two above it. */
  readonly kustomizations: (path: string) => Promise<readonly string[]>;
}

const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const kustomizationPaths = (path: string): string[] =>
  foldersAbove(path)
    .slice(0, 3)
    .flatMap((folder) => kustomizationNames.map((name) => folder + name));
const opened = new WeakMap<Repository, Promise<Neighbours>>();

/** One listing tells about all files; the folders of a few cost less. */
export function openNeighbours(repository: Repository): Promise<Neighbours> {
  const neighbours =
    opened.get(repository) ??
    (repository.namesIn
      ? Promise.resolve(readFolders(repository.namesIn))
      : listNeighbours(repository));
  opened.set(repository, neighbours);
  return neighbours;
}

async function listNeighbours(repository: Repository): Promise<Neighbours> {
  const tree = await repository.tree();
  const paths = [...tree.keys()];
  const folders = new Set(
    paths
      .filter((path) => path === configName || path.endsWith(`/${configName}`))
      .map((path) => path.slice(0, -configName.length)),
  );
  const hasTwins = paths.some(mayBeCipherName);
  return {
    configFolders: async (path) =>
      folders.size === 0 ? [] : foldersAbove(path).filter((folder) => folders.has(folder)),
    twins: async (path) => (hasTwins ? encryptedNames(path).filter((name) => tree.has(name)) : []),
    kustomizations: async (path) => kustomizationPaths(path).filter((name) => tree.has(name)),
  };
}

function readFolders(namesIn: FolderNames): Neighbours {
  const present = async (paths: readonly string[]): Promise<string[]> => {
    const there: string[] = [];
    for (const path of paths) {
      const { folder, name } = splitPath(path);
      if ((await namesIn(folder)).has(name)) there.push(path);
    }
    return there;
  };
  return {
    configFolders: async (path) => {
      const configs = await present(foldersAbove(path).map((folder) => folder + configName));
      return configs.map((config) => config.slice(0, -configName.length));
    },
    twins: (path) => present(encryptedNames(path)),
    kustomizations: (path) => present(kustomizationPaths(path)),
  };
}
