import { join } from 'node:path';
import { makeFolders } from '../io/make-folders.ts';
import type { GitCommand } from './git-command.ts';

/** Trees of Git laid out in a folder, with an index of its own: the user's index and files are not touched. */
export interface TreeCheckout {
  /** The workspace inside of the checkout, absolute. */
  readonly root: string;
  /** Lays a commit out; only files that are not those of the commit are written. */
  readonly moveTo: (commit: string) => Promise<void>;
  /** Writes the paths (relative to the workspace) as they are now into a new tree; answers its id. */
  readonly write: (paths: readonly string[]) => Promise<string>;
}

export async function openTreeCheckout(git: GitCommand, folder: string): Promise<TreeCheckout> {
  const [gitDir = '', prefix = ''] = (
    await git.ask(['rev-parse', '--absolute-git-dir', '--show-prefix'])
  ).split('\n');
  const files = join(folder, 'tree');
  const root = join(files, prefix);
  const index = join(folder, 'index');
  await makeFolders([`${files}/.`]);
  const at = (place: string): GitCommand =>
    git.at(place, { GIT_INDEX_FILE: index, GIT_DIR: gitDir, GIT_WORK_TREE: files });
  return {
    root,
    moveTo: async (commit) => {
      // What the user leaves out of his own checkout belongs into this one.
      const whole = ['--no-sparse-checkout', '--no-recurse-submodules'];
      await at(files).ask(['read-tree', '--reset', '-u', ...whole, commit]);
    },
    write: async (paths) => {
      for (const path of paths) {
        // Nothing there and nothing known is no error: an environment without a snapshot yet.
        await at(root).attempt(['add', '--all', '--', path]);
      }
      return at(root).ask(['write-tree']);
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
