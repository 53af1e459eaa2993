import { posix } from 'node:path';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { TreeCheckout } from '../../tools/git-tree.ts';
import type { StageContext } from '../stage-context.ts';
import { openCheckedOut } from './checked-out.ts';
import { describeChange, type Published, type PublishSummary } from './describe-change.ts';
import { findOwnLocks } from './find-own-locks.ts';
import { mergeLocks } from './merge-locks.ts';
import { publishElsewhere } from './publish-elsewhere.ts';
import { pushChange, type Change } from './push-change.ts';
import { renderShared } from './render-shared.ts';

export interface PublishInput {
  readonly repository: ConfigRepository;
  /** Branch in place of the one in the settings. */
  readonly branch: string | undefined;
}

/** Commits the locks of this run and the snapshots of the environments that share them, and pushes. */
export async function publish(input: PublishInput, stage: StageContext): Promise<Published> {
  const { repository } = input;
  const publishing = {
    ...repository.publishing,
    ...(input.branch === undefined ? {} : { branch: input.branch }),
  };
  if (publishing.repository !== undefined) {
    return publishElsewhere(
      repository,
      { ...publishing, repository: publishing.repository },
      stage,
    );
  }
  const commit = await openGitCommand(stage.root).ask(['rev-parse', 'HEAD']);
  const own = await findOwnLocks(repository.sharedLocks, stage.root);
  const apply = async (checkout: TreeCheckout, base: string): Promise<Change<PublishSummary>> => {
    const there = await openCheckedOut(checkout.root, base, stage.root);
    const locks = await mergeLocks(own, there.root, there.workspace);
    const rendered = await renderShared(repository.root, there, stage);
    return describeChange(publishing, locks, rendered, commit);
  };
  return pushChange({ apply }, publishing, stage);
}

/** What was published, as lines for a person. */
export function formatPublished({ changed, commit, branch, summary }: Published): string[] {
  const done = commit
    ? `${commit.slice(0, 12)} pushed to ${branch}`
    : changed
      ? `would push to ${branch}`
      : `Nothing to publish: ${branch} has these locks and snapshots`;
  return [
    ...summary.locks.map(
      ({ path, from, reason, isStale }) =>
        `${posix.basename(path)}: ${explain[`${from} ${reason}`] ?? reason}${isStale ? '; it stays stale: the sources on the branch moved on' : ''}`,
    ),
    done,
  ];
}

const explain: Readonly<Record<string, string>> = {
  'ours unchanged': 'published',
  'ours fresh': 'published, it is the lock of the sources on the branch',
  'ours held': 'published, held',
  'ours merged': 'published, joined with what others changed',
  'theirs equal': 'published by somebody else already',
  'theirs fresh': 'the one on the branch stays, it is the lock of the sources there',
  'theirs held': 'the one on the branch stays, it is held',
  'theirs kept': 'the one on the branch stays, ours is not the lock of the sources there either',
};
