import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { sortTree } from '../../model/build-key/covered-files.ts';
import { openGit } from '../../tools/git.ts';
import { readWorkspace, type Workspace } from '../../workspace/workspace.ts';

/** A workspace as a commit has it, laid out in a folder. */
export interface CheckedOut {
  readonly root: string;
  readonly workspace: Workspace;
}

/** Reads the commit `base` of the Git checkout `repository`, which is laid out in `root`. */
export async function openCheckedOut(
  root: string,
  base: string,
  repository: string,
): Promise<CheckedOut> {
  const tree = await openGit(repository).listCommit(base);
  const readText = (path: string): Promise<string | undefined> => findText(join(root, path));
  return { root, workspace: await readWorkspace({ sorted: sortTree(tree), readText }) };
}
