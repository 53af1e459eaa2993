import { GitopsError } from '../../model/errors.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** What somebody has not committed must not go along with an operation, nor get lost in it. */
export async function refuseChanges(
  git: GitCommand,
  folder: string,
  operation: string,
): Promise<void> {
  const changed = await git.ask(['status', '--porcelain', '--', folder]);
  if (!changed) return;
  throw new GitopsError(
    'NOT_COMMITTED',
    `${folder} has changes, which a ${operation} would carry along:\n${changed.split('\n').slice(0, 10).join('\n')}`,
    'Commit them, or put them aside with "git stash".',
  );
}
