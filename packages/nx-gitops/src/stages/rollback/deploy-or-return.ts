import { GitopsError, isGitopsError } from '../../model/errors.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { deploy, type Deployed } from '../deploy/deploy.ts';
import type { DeployInput } from '../deploy/deploy-input.ts';
import { appOf } from '../diff/diff.ts';
import { describeRelease } from '../release/describe-release.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { formatRollback, rollback } from './rollback.ts';

/**
 * Deploys; where the release does not become ready in time, the last good one is back, in the cluster and in Git.
 * It is a failure all the same.
 */
export async function deployOrReturn(input: DeployInput, stage: StageContext): Promise<Deployed> {
  try {
    return await deploy(input, stage);
  } catch (error) {
    if (stage.dryRun || !isGitopsError(error) || error.code !== 'RELEASE_UNHEALTHY') throw error;
    stage.report(`${error.problem}\n${error.hint}`);
    throw await goBack(error, input, stage);
  }
}

async function goBack(
  error: GitopsError,
  input: DeployInput,
  stage: StageContext,
): Promise<GitopsError> {
  const { environment } = input;
  const also = (problem: string, hint: string): GitopsError =>
    new GitopsError(error.code, `${error.problem}. ${problem}`, hint, { cause: error });
  try {
    const [newest] = (await openReleaseStore(stage.api, appOf(input, stage)).read()).releases;
    const state = await readSnapshot(environment, stage);
    const failed = await describeRelease(state, environment, openGitCommand(stage.root));
    if (newest?.result !== 'failed' || newest.digest !== failed.digest) {
      return also('Another release came meanwhile, so nothing was rolled back', 'See "history".');
    }
    const reason = `${failed.commit?.slice(0, 12) ?? 'The release'} did not become ready`;
    const choices = { ...input.choices, yes: true, kind: 'rollback' as const, plan: undefined };
    const back = { ...input, choices, to: '-1', only: undefined, withSecrets: false, reason };
    const done = await rollback(back, stage);
    const [where = '', ...held] = formatRollback(done, environment.name);
    return also(where, held.join('\n') || 'Mend the release, then deploy again.');
  } catch (second) {
    if (!isGitopsError(second)) throw second;
    return also(`It could not be rolled back: ${second.problem}`, second.hint);
  }
}
