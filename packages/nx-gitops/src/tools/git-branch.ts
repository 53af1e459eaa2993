import { GitopsError } from '../model/errors.ts';
import { lastLines } from './run-tool.ts';
import type { GitCommand } from './git-command.ts';

/** The commit that a branch of a remote has now; undefined where there is no such branch. */
export async function fetchBranch(
  git: GitCommand,
  remote: string,
  branch: string,
): Promise<string | undefined> {
  // A ref of this process: processes that fetch at the same time do not wait for each other's locks.
  const ref = `refs/nx-gitops/fetched/${process.pid}`;
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote];
  const result = await git.attempt([...args, `+refs/heads/${branch}:${ref}`]);
  if (result.exitCode !== 0) {
    if (/couldn't find remote ref/i.test(result.stderr)) return undefined;
    throw new GitopsError(
      'GIT_FAILED',
      `The branch "${branch}" cannot be fetched from "${remote}": ${lastLines(result.stderr, 5)}`,
      'Check the remote and your access: "git ls-remote" has to work.',
    );
  }
  const commit = await git.ask(['rev-parse', ref]);
  await git.attempt(['update-ref', '-d', ref]);
  return commit;
}

/** Pushes a commit to a branch, fast-forward only. False where somebody else was first. */
export async function pushBranch(
  git: GitCommand,
  remote: string,
  branch: string,
  commit: string,
): Promise<boolean> {
  const target = `${commit}:refs/heads/${branch}`;
  const result = await git.attempt(['push', '--quiet', '--no-verify', remote, target]);
  if (result.exitCode === 0) return true;
  const lostRace =
    /\((fetch first|non-fast-forward|stale info)\)|cannot lock ref|failed to update ref|incorrect old value|reference already exists/i;
  if (lostRace.test(result.stderr)) return false;
  throw new GitopsError(
    'PUBLISH_REFUSED',
    `"${remote}" refuses a push to the branch "${branch}": ${lastLines(result.stderr, 5)}`,
    'Check your access. To a protected branch nothing can be pushed: name another one as publish.branch in gitops.yaml.',
  );
}

/** The branch that is checked out; undefined for a detached HEAD. */
export const currentBranch = async (git: GitCommand): Promise<string | undefined> => {
  const result = await git.attempt(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
};
