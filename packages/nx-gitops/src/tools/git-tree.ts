import { join } from 'node:path';
import type { GitCommand } from './git-command.ts';

/** A tree of Git laid out in a folder, with an index of its own: the user's index and files are not touched. */
export interface TreeCheckout {
  /** The workspace inside of the checkout, absolute. */
  readonly root: string;
  /** Writes the paths (relative to the workspace) as they are now into a new tree; answers its id. */
  readonly write: (paths: readonly string[]) => Promise<string>;
}

export async function checkOutTree(
  git: GitCommand,
  commit: string,
  folder: string,
): Promise<TreeCheckout> {
  const [gitDir = '', top = '', prefix = ''] = (
    await git.ask(['rev-parse', '--absolute-git-dir', '--show-toplevel', '--show-prefix'])
  ).split('\n');
  const files = join(folder, 'tree');
  const root = join(files, prefix);
  const index = { GIT_INDEX_FILE: join(folder, 'index') };
  const env = { ...index, GIT_DIR: gitDir, GIT_WORK_TREE: files };
  await git.at(top, index).ask(['read-tree', commit]);
  await git.at(top, index).ask(['checkout-index', '--all', '--quiet', `--prefix=${files}/`]);
  const inside = git.at(root, env);
  return {
    root,
    write: async (paths) => {
      for (const path of paths) {
        // Nothing there and nothing known is no error: an environment without a snapshot yet.
        await inside.attempt(['add', '--all', '--', path]);
      }
      return inside.ask(['write-tree']);
    },
  };
}

export interface CommitInput {
  readonly tree: string;
  readonly parent: string;
  readonly message: string;
  /** `Name <mail>`; undefined means the user of Git. */
  readonly author: string | undefined;
}

/** Makes a commit object; no branch moves. */
export async function commitTree(
  git: GitCommand,
  folder: string,
  { tree, parent, message, author }: CommitInput,
): Promise<string> {
  const person = /^(.+) <(.+)>$/.exec(author ?? '');
  const [, name = '', email = ''] = person ?? [];
  const env: Record<string, string> = person
    ? {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
      }
    : {};
  const sign = await git.attempt(['config', '--type=bool', 'commit.gpgsign']);
  const signed = sign.stdout.trim() === 'true' ? ['-S'] : [];
  return git
    .at(folder, env)
    .ask(['commit-tree', ...signed, '-p', parent, '-F', '-', tree], message);
}
