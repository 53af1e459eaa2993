import { posix } from 'node:path';
import { formatCommitMessage } from '../../model/commit-message.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { StageContext } from '../stage-context.ts';
import { findOwnLocks } from './find-own-locks.ts';
import { mergeLocks, type MergedLock } from './merge-locks.ts';
import { publishElsewhere } from './publish-elsewhere.ts';
import { pushChange, type Pushed } from './push-change.ts';
import { renderShared } from './render-shared.ts';

export interface PublishInput {
  readonly repository: ConfigRepository;
  /** Branch in place of the one in the settings. */
  readonly branch: string | undefined;
}

export interface PublishSummary {
  readonly locks: readonly MergedLock[];
  readonly environments: readonly string[];
}

export type Published = Pushed<PublishSummary>;

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
  return pushChange(
    {
      apply: async (checkout, base) => {
        const sources = {
          tree: await openGit(stage.root).listCommit(base),
          root: checkout.root,
        };
        const locks = await mergeLocks(own, sources);
        const rendered = await renderShared(repository.root, sources, stage);
        const services = locks.filter(({ from }) => from === 'ours').map(({ service }) => service);
        const environments = rendered.map(({ name }) => name);
        return {
          paths: [...locks.map(({ path }) => path), ...rendered.map(({ release }) => release)],
          message: formatCommitMessage(publishing, { services, environments, commit }),
          summary: { locks, environments },
        };
      },
    },
    publishing,
    stage,
  );
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
