import { GitopsError } from '../model/errors.ts';
import type { GitCommand } from './git-command.ts';
import { lastLines } from './run-tool.ts';

/** Clones the newest commit of a branch, or of the default one where the branch is not there yet. */
export async function cloneNewest(
  git: GitCommand,
  url: string,
  folder: string,
  branch: string | undefined,
): Promise<void> {
  const args = ['clone', '--quiet', '--depth=1', '--no-tags', '--single-branch'];
  const named = branch === undefined ? [] : [`--branch=${branch}`];
  const result = await git.attempt([...args, ...named, '--', url, folder]);
  if (result.exitCode === 0) return;
  if (branch !== undefined && /Remote branch .* not found/i.test(result.stderr)) {
    return cloneNewest(git, url, folder, undefined);
  }
  throw new GitopsError(
    'GIT_FAILED',
    `The config repository ${withoutUser(url)} cannot be cloned: ${withoutUser(lastLines(result.stderr, 5))}`,
    'Check publish.repository in gitops.yaml and your access: "git ls-remote" has to work.',
  );
}

/** A URL may hold a token. */
export const withoutUser = (text: string): string => text.replaceAll(/\/\/[^@/\s]+@/g, '//***@');
