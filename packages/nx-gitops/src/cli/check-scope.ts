import { cannotCheck } from '../checks/cannot-check.ts';
import type { Change } from '../checks/git/change.ts';
import { listTree } from '../checks/git/list-tree.ts';
import { openObjects, type ObjectReader } from '../checks/git/object-reader.ts';
import { hasHead, pathChanges, readWorkingFile } from '../checks/git/path-changes.ts';
import { pushedChanges } from '../checks/git/pushed-changes.ts';
import { rangeChanges } from '../checks/git/range-changes.ts';
import { stagedChanges } from '../checks/git/staged-changes.ts';
import { treeChanges } from '../checks/git/tree-changes.ts';
import type { CheckScope } from '../checks/run-checks.ts';
import type { FileTree } from '../model/build-key.ts';
import type { CheckTarget } from './check-options.ts';

export type OpenScope = Omit<CheckScope, 'baseline' | 'strictLocks'> & {
  readonly close: () => void;
};

/** Finds what is to be looked at, and the files around it in the same index or commit. */
export async function openScope(
  target: CheckTarget,
  cwd: string,
  stdin: () => Promise<string>,
): Promise<OpenScope> {
  const objects = openObjects(cwd);
  try {
    return await findScope(target, cwd, stdin, objects);
  } catch (error) {
    objects.close();
    throw error;
  }
}

async function findScope(
  target: CheckTarget,
  cwd: string,
  stdin: () => Promise<string>,
  objects: ObjectReader,
): Promise<OpenScope> {
  switch (target.kind) {
    case 'staged':
      return scopeAt(objects, cwd, '', await stagedChanges(cwd));
    case 'all':
      return scopeAt(objects, cwd, 'HEAD', await treeChanges(cwd, 'HEAD'));
    case 'range': {
      const { head, commits, changes } = await rangeChanges(cwd, target.base, target.tip);
      if (commits === 0)
        throw cannotCheck(
          'The range has no commits',
          'Name the base first and the head second: --range <base>..<head>',
        );
      return scopeAt(objects, cwd, head, changes);
    }
    case 'push': {
      const ranges = await pushedChanges(cwd, await stdin());
      return scopeAt(
        objects,
        cwd,
        ranges.at(-1)?.head ?? 'HEAD',
        ranges.flatMap(({ changes }) => changes),
      );
    }
    case 'paths': {
      const { top, changes } = await pathChanges(cwd, target.paths);
      const scope = await scopeAt(objects, cwd, '', await withHead(changes, objects, cwd));
      const read = async (path: string) =>
        (await readWorkingFile(top, path)) ?? (await scope.repository.read(path));
      return {
        ...scope,
        repository: { ...scope.repository, read },
        bytesOf: (change) => read(change.path),
        isCurrent: () => true,
      };
    }
  }
}

/** Above this number of files one listing costs less than a question for each name. */
const fewFiles = 20;

async function scopeAt(
  objects: ObjectReader,
  cwd: string,
  tree: string,
  changes: readonly Change[],
): Promise<OpenScope> {
  const content = async (name: string): Promise<Buffer | undefined> => {
    const object = await objects.read(name);
    return object?.type === 'blob' ? object.bytes : undefined;
  };
  let files: Promise<FileTree> | undefined;
  const listed = (): Promise<FileTree> => (files ??= listTree(cwd, tree));
  const has = async (path: string): Promise<boolean> =>
    changes.length > fewFiles
      ? (await listed()).has(path)
      : (await content(`${tree}:${path}`)) !== undefined;
  const current = new Map<string, string>();
  for (const { path, id } of changes) current.set(path, id);
  return {
    changes,
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
      read: (path) => content(`${tree}:${path}`),
      readId: content,
      readMerged: (path) =>
        tree === '' ? content(`MERGE_HEAD:${path}`) : Promise.resolve(undefined),
      has,
      tree: listed,
    },
    close: objects.close,
  };
}

/** Files of the working tree are compared with what HEAD has of them. */
async function withHead(
  changes: readonly Change[],
  objects: ObjectReader,
  cwd: string,
): Promise<Change[]> {
  if (!(await hasHead(cwd))) return [...changes];
  return Promise.all(
    changes.map(async (change) => {
      const object = await objects.read(`HEAD:${change.path}`);
      return object?.type === 'blob' ? { ...change, before: [object.id] } : change;
    }),
  );
}
