import { GitopsError } from '../../model/errors.ts';
import type { ReleaseLog } from '../../model/release/release-record.ts';
import type { GitCommand } from '../../tools/git-command.ts';

/** The commit to go back to: a name that Git knows, or `-n`: the n-th other release before the one that runs. */
export async function findTarget(
  to: string,
  { releases }: ReleaseLog,
  git: GitCommand,
): Promise<string> {
  const steps = /^-(\d+)$/.exec(to)?.[1];
  const wanted = steps === undefined ? to : before(releases, Number(steps));
  const result =
    wanted === undefined
      ? undefined
      : await git.attempt(['rev-parse', '--verify', '--quiet', `${wanted}^{commit}`]);
  if (result?.exitCode === 0) return result.stdout.trim();
  throw new GitopsError(
    'COMMIT_UNKNOWN',
    steps === undefined
      ? `Git knows no commit "${to}"`
      : `There is no release ${steps} before the one that runs that this clone has the commit of`,
    '"nx-gitops history" lists the releases; fetch what the clone lacks.',
  );
}

/** Releases that went well, each snapshot once, the newest first; the one that runs is number 0. */
function before(releases: ReleaseLog['releases'], steps: number): string | undefined {
  const [running] = releases;
  const seen = new Set(running ? [running.digest] : []);
  const others = releases.filter(({ digest, result, isDirty, kind, commit }) => {
    const isGood = result === 'deployed' && !isDirty && kind !== 'delete' && commit !== undefined;
    if (!isGood || seen.has(digest)) return false;
    seen.add(digest);
    return true;
  });
  return others[steps - 1]?.commit;
}
