import { baselineName } from '../checks/allow/baseline.ts';
import { cannotCheck } from '../checks/cannot-check.ts';
import type { Change } from '../checks/git/change.ts';
import { listTree } from '../checks/git/list-tree.ts';
import type { ObjectReader } from '../checks/git/object-reader.ts';
import { foldersAbove, type FolderNames } from '../checks/repository.ts';
import type { CheckScope } from '../checks/run-checks.ts';
import type { FileTree } from '../model/build-key/build-key.ts';

export type OpenScope = Omit<CheckScope, 'baseline' | 'strictLocks'> & {
  readonly close: () => void;
};

async function readBlob({ read }: ObjectReader, name: string): Promise<Buffer | undefined> {
  const object = await read(name);
  return object?.type === 'blob' ? object.bytes : undefined;
}

/** Whatever will be asked for goes to Git in one go: each round trip costs a hook a millisecond or more. */
function askAhead(
  changes: readonly Change[],
  content: (name: string) => Promise<unknown>,
  read: (path: string) => Promise<unknown>,
  namesIn: FolderNames | undefined,
): void {
  // Who needs an answer meets its failure then.
  const ask = (answer: Promise<unknown>): void => void answer.catch(() => {});
  ask(read(baselineName));
  for (const { id } of changes) if (id !== '') ask(content(id));
  if (!namesIn) return;
  for (const { path } of changes) for (const folder of foldersAbove(path)) ask(namesIn(folder));
}

/** Above this number of files one listing costs less than a question for each folder. */
const fewFiles = 20;

/** These changes, and the files around them in a commit (or the index, where `tree` is empty). */
export function scopeAt(
  objects: ObjectReader,
  cwd: string,
  tree: string,
  changes: readonly Change[],
  folderNames?: FolderNames,
): OpenScope {
  const isLarge = changes.length > fewFiles;
  const asked = new Map<string, Promise<Buffer | undefined>>();
  const content = (name: string): Promise<Buffer | undefined> => {
    const answer = asked.get(name) ?? readBlob(objects, name);
    if (!isLarge) asked.set(name, answer);
    return answer;
  };
  const read = (path: string): Promise<Buffer | undefined> => content(`${tree}:${path}`);
  const namesIn = isLarge ? undefined : folderNames;
  if (!isLarge) askAhead(changes, content, read, namesIn);
  let files: Promise<FileTree> | undefined;
  const listed = (): Promise<FileTree> => (files ??= listTree(cwd, tree));
  const current = new Map<string, string>();
  for (const { path, id } of changes) current.set(path, id);
  return {
    changes,
    deleted: [],
    bytesOf: async (change) => {
      const bytes = await content(change.id);
      if (!bytes)
        throw cannotCheck(
          `Git has no content for ${change.path}`,
          'Run "git fsck"; in a partial clone fetch the files first',
        );
      return bytes;
    },
    isCurrent: ({ path, id, commit }) => commit === undefined || current.get(path) === id,
    repository: {
      read,
      readId: content,
      readMerged: (path) =>
        tree === '' ? content(`MERGE_HEAD:${path}`) : Promise.resolve(undefined),
      namesIn,
      tree: listed,
    },
    close: objects.close,
  };
}
