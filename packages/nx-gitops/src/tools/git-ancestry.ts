import type { GitCommand } from './git-command.ts';

/**
 * Whether `commit` comes after `than`; undefined where the history does not say. What a shallow or an old clone
 * lacks is fetched once.
 */
export async function isNewerCommit(
  git: GitCommand,
  commit: string,
  than: string,
): Promise<boolean | undefined> {
  if (commit === than) return false;
  if (!(await hasCommit(git, than))) await fetchMissing(git, than);
  if (!(await hasCommit(git, than)) || !(await hasCommit(git, commit))) return undefined;
  if (await isAncestor(git, than, commit)) return true;
  if (await isAncestor(git, commit, than)) return false;
  const shallow = await git.attempt(['rev-parse', '--is-shallow-repository']);
  if (shallow.stdout.trim() !== 'true') return undefined;
  await git.attempt(['fetch', '--quiet', '--unshallow', '--no-tags']);
  if (await isAncestor(git, than, commit)) return true;
  return (await isAncestor(git, commit, than)) ? false : undefined;
}

/** Whether the clone has a commit; what it lacks is fetched once. */
export async function ensureCommit(git: GitCommand, commit: string): Promise<boolean> {
  if (await hasCommit(git, commit)) return true;
  await fetchMissing(git, commit);
  return hasCommit(git, commit);
}

export const isAncestor = async (git: GitCommand, old: string, young: string): Promise<boolean> =>
  (await git.attempt(['merge-base', '--is-ancestor', old, young])).exitCode === 0;

const hasCommit = async (git: GitCommand, commit: string): Promise<boolean> =>
  (await git.attempt(['cat-file', '-e', `${commit}^{commit}`])).exitCode === 0;

async function fetchMissing(git: GitCommand, commit: string): Promise<void> {
  const remotes = (await git.attempt(['remote'])).stdout.split('\n').filter(Boolean);
  for (const remote of remotes) {
    const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote, commit];
    if ((await git.attempt(args)).exitCode === 0) return;
  }
}
