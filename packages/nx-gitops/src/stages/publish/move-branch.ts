import { isAncestor } from '../../tools/git-ancestry.ts';
import { currentBranch } from '../../tools/git-branch.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/**
 * Brings the checkout to the commit that was pushed, where that loses nothing: fast-forward, nothing staged, and no
 * file that the user changed is touched. `published` are paths that the commit holds the newest state of.
 */
export async function moveBranch(
  git: GitCommand,
  branch: string,
  commit: string,
  published: readonly string[],
  report: (line: string) => void,
): Promise<void> {
  const current = await currentBranch(git);
  const stays = (why: string): void =>
    report(`The checkout stays at its commit (${why}); "git pull" brings the published one`);
  if (current !== undefined && current !== branch) return;
  if (!(await isAncestor(git, 'HEAD', commit))) return stays('it has commits of its own');
  const prefix = await git.ask(['rev-parse', '--show-prefix']);
  const paths = published.map((path) => `:(top,literal)${prefix}${path}`);
  const others = paths.map((path) => path.replace('(top,', '(top,exclude,'));
  const staged = await git.ask(['diff', '--cached', '--name-only', '--', ':(top)', ...others]);
  if (staged) return stays('something is staged');
  const moving = await list(git, [
    'diff',
    '--name-only',
    '-z',
    'HEAD',
    commit,
    '--',
    ':(top)',
    ...others,
  ]);
  const dirty = await list(git, [
    'status',
    '--porcelain',
    '-z',
    '--untracked-files=all',
    '--',
    ':(top)',
    ...others,
  ]);
  const touched = dirty.filter((line) => moving.includes(line.slice(3)));
  if (touched.length > 0) return stays(`${touched[0]?.slice(3)} is changed here`);
  // What is published is in the commit; the files here are its former or its present state.
  await git.attempt(['reset', '--quiet', '--', ...paths]);
  for (const path of paths) await git.attempt(['checkout', '--quiet', 'HEAD', '--', path]);
  await removeUntracked(git, commit, paths);
  const result = await git.attempt([
    '-c',
    'core.hooksPath=/dev/null',
    'merge',
    '--quiet',
    '--ff-only',
    commit,
  ]);
  if (result.exitCode !== 0) stays(result.stderr.trim().split('\n')[0] ?? 'git refuses');
}

/** Files that Git does not know here, and that the commit brings. */
async function removeUntracked(
  git: GitCommand,
  commit: string,
  paths: readonly string[],
): Promise<void> {
  const added = await list(git, [
    'diff',
    '--name-only',
    '-z',
    '--diff-filter=A',
    'HEAD',
    commit,
    '--',
    ...paths,
  ]);
  if (added.length > 0) {
    await git.attempt([
      'clean',
      '--quiet',
      '--force',
      '--',
      ...added.map((path) => `:(top,literal)${path}`),
    ]);
  }
}

const list = async (git: GitCommand, args: readonly string[]): Promise<string[]> =>
  (await git.ask(args)).split('\0').filter(Boolean);
