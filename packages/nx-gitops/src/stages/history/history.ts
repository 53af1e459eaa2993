import { formatTable } from '../../model/format-table.ts';
import type { ReleaseRecord } from '../../model/release/release-record.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';

/** A release, with what Git says of its commit. */
export interface PastRelease extends ReleaseRecord {
  readonly subject: string | undefined;
}

/** The releases of an environment, the newest first. */
export async function history(
  input: DiffInput,
  limit: number,
  stage: StageContext,
): Promise<readonly PastRelease[]> {
  const { releases } = await openReleaseStore(stage.api, appOf(input, stage)).read();
  const git = openGitCommand(stage.root);
  return Promise.all(
    releases
      .slice(0, limit)
      .map(async (one) => ({ ...one, subject: await subjectOf(git, one.commit) })),
  );
}

/** A commit that this clone does not have has no subject here. */
async function subjectOf(git: GitCommand, commit: string | undefined): Promise<string | undefined> {
  if (commit === undefined) return undefined;
  const result = await git.attempt(['log', '-1', '--format=%s', commit, '--']);
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}

export const formatHistory = (releases: readonly PastRelease[], environment: string): string[] =>
  releases.length === 0
    ? [`${environment} was never deployed`]
    : formatTable([
        ['when', 'release', 'commit', 'snapshot', 'by', 'subject'],
        ...releases.map(formatRelease),
      ]);

const formatRelease = ({ commit, subject, override, ...release }: PastRelease): string[] => [
  release.at.replace(/\.\d+Z$/, 'Z'),
  `${release.kind} ${release.result}`,
  `${commit?.slice(0, 12) ?? 'none'}${release.isDirty ? ' (changed)' : ''}`,
  release.digest.slice(0, 19),
  release.by,
  [subject, ...(override ? [`[${override}]`] : [])].filter(Boolean).join(' '),
];
