import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ReleaseRecord } from '../../model/release/release-record.ts';
import { isNewerCommit } from '../../tools/git-ancestry.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** A job that comes late must not bring an old commit back. */
export async function refuseOlder(
  running: ReleaseRecord | undefined,
  mine: { readonly commit: string | undefined; readonly digest: string },
  { name, committed }: Environment,
  git: GitCommand,
  report: (line: string) => void,
): Promise<void> {
  if (running?.commit === undefined || mine.commit === undefined) return;
  if (running.commit === mine.commit || running.digest === mine.digest) return;
  const isNewer = await isNewerCommit(git, mine.commit, running.commit);
  if (isNewer === true) return;
  const [short, runs] = [mine.commit.slice(0, 12), running.commit.slice(0, 12)];
  if (isNewer === false) {
    throw new GitopsError(
      'RELEASE_OLDER',
      `${name} runs ${runs}, which is newer than ${short}`,
      `Deploy the newest commit, or go back on purpose: "nx-gitops rollback --environment ${name} --to ${short}".`,
    );
  }
  if (!committed) {
    report(
      `${name} runs ${runs}, which this checkout does not know: it may be newer than ${short}`,
    );
    return;
  }
  throw new GitopsError(
    'RELEASE_OLDER',
    `Git cannot tell whether ${short} is newer than ${runs}, which ${name} runs`,
    'Deploy from a branch that holds both commits, with its history: "git fetch --unshallow".',
  );
}
