import { cannotCheck } from '../checks/cannot-check.ts';
import type { Change } from '../checks/git/change.ts';
import { openFolderNames } from '../checks/git/folder-names.ts';
import { openObjects, type ObjectReader } from '../checks/git/object-reader.ts';
import { hasHead, pathChanges, readWorkingFile } from '../checks/git/path-changes.ts';
import { pushedChanges } from '../checks/git/pushed-changes.ts';
import { rangeChanges } from '../checks/git/range-changes.ts';
import { stagedChanges, type StagedChanges } from '../checks/git/staged-changes.ts';
import { treeChanges } from '../checks/git/tree-changes.ts';
import type { CheckTarget } from './check-options.ts';
import { scopeAt, type OpenScope } from './check-scope-at.ts';

/** Finds what is to be looked at, and the files around it in the same index or commit. */
export async function openScope(
  target: CheckTarget,
  cwd: string,
  stdin: () => Promise<string>,
): Promise<OpenScope> {
  // First of all, because everything else waits for it.
  const staged = target.kind === 'staged' ? stagedChanges(cwd) : undefined;
  const objects = openObjects(cwd);
  try {
    if (target.kind !== 'staged') return await findScope(target, cwd, stdin, objects);
    return stagedScope(objects, cwd, await staged!);
  } catch (error) {
    objects.close();
    throw error;
  }
}

async function findScope(
  target: Exclude<CheckTarget, { kind: 'staged' }>,
  cwd: string,
  stdin: () => Promise<string>,
  objects: ObjectReader,
): Promise<OpenScope> {
  switch (target.kind) {
    case 'all':
      return scopeAt(
        objects,
        cwd,
        'HEAD',
        await treeChanges(cwd, 'HEAD'),
        openFolderNames(objects, 'HEAD'),
      );
    case 'range': {
      const { head, commits, changes, deleted } = await rangeChanges(cwd, target.base, target.tip);
      if (commits === 0)
        throw cannotCheck(
          'The range has no commits',
          'Name the base first and the head second: --range <base>..<head>',
        );
      const folderNames = openFolderNames(objects, head);
      return { ...scopeAt(objects, cwd, head, changes, folderNames), deleted };
    }
    case 'push': {
      const ranges = await pushedChanges(cwd, await stdin());
      const head = ranges.at(-1)?.head ?? 'HEAD';
      const changes = ranges.flatMap((range) => range.changes);
      return scopeAt(objects, cwd, head, changes, openFolderNames(objects, head));
    }
    case 'paths': {
      const { top, changes } = await pathChanges(cwd, target.paths);
      const scope = scopeAt(objects, cwd, '', await withHead(changes, objects, cwd));
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

function stagedScope(
  objects: ObjectReader,
  cwd: string,
  { changes, deleted }: StagedChanges,
): OpenScope {
  const added = changes.map(({ path }) => path);
  const folderNames = openFolderNames(objects, 'HEAD', added, deleted);
  return { ...scopeAt(objects, cwd, '', changes, folderNames), deleted };
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
