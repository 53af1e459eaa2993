import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** What an environment that asks for it runs is a commit that everybody can see. */
export async function refuseUncommitted(
  repository: ConfigRepository,
  { name, committed }: Environment,
  git: GitCommand,
): Promise<void> {
  if (!committed) return;
  const changed = await git.ask(['status', '--porcelain', '--', repository.root]);
  if (changed) {
    throw new GitopsError(
      'NOT_COMMITTED',
      `${name} takes only what is committed, and ${repository.root} has changes:\n${changed.split('\n').slice(0, 10).join('\n')}`,
      'Commit and push, or "nx-gitops publish", then deploy.',
    );
  }
  const holds = ['for-each-ref', '--contains', 'HEAD', '--count=1', 'refs/remotes'];
  if (await git.ask(holds)) return;
  throw new GitopsError(
    'NOT_COMMITTED',
    `${name} takes only what is on a remote branch, and HEAD is on none`,
    'Push your commits, then deploy.',
  );
}
