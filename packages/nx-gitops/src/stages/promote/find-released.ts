import { GitopsError } from '../../model/errors.ts';
import {
  runningRelease,
  type ReleaseLog,
  type ReleaseRecord,
} from '../../model/release/release-record.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { ensureCommit } from '../../tools/git-ancestry.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** A release that is a commit. */
export interface CommittedRelease extends ReleaseRecord {
  readonly commit: string;
}

/** What an environment runs, as a commit of this clone: only that can be promoted. */
export async function findReleased(
  { name }: Environment,
  log: ReleaseLog,
  git: GitCommand,
): Promise<CommittedRelease> {
  const running = runningRelease(log);
  if (running?.result !== 'deployed') {
    throw new GitopsError(
      'PROMOTION_REFUSED',
      running
        ? `The newest release of ${name} is ${running.result === 'failed' ? 'one that failed' : 'still being deployed'}`
        : `${name} runs nothing that could be promoted`,
      `Deploy ${name} first; "nx-gitops history --environment ${name}" lists its releases.`,
    );
  }
  const { commit, isDirty } = running;
  if (commit === undefined || isDirty) {
    throw new GitopsError(
      'PROMOTION_REFUSED',
      `What ${name} runs is in no commit`,
      `Publish the locks and the snapshot, and deploy ${name} from that commit.`,
    );
  }
  if (await ensureCommit(git, commit)) return { ...running, commit };
  throw new GitopsError(
    'COMMIT_UNKNOWN',
    `Git does not know the commit ${commit.slice(0, 12)} that ${name} runs`,
    'Fetch the branch that it was deployed from.',
  );
}
