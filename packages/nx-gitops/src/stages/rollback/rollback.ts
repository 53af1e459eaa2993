import { GitopsError, isGitopsError } from '../../model/errors.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { deploy, type Deployed } from '../deploy/deploy.ts';
import type { DeployInput } from '../deploy/deploy-input.ts';
import { appOf } from '../diff/diff.ts';
import { confirm } from '../release/confirm.ts';
import { refuseChanges } from '../release/refuse-changes.ts';
import type { StageContext } from '../stage-context.ts';
import { findTarget } from './find-target.ts';
import { restoreInGit } from './restore-in-git.ts';

export interface RollbackInput extends DeployInput {
  /** A commit, or `-n`. */
  readonly to: string;
  /** Only these; undefined means the whole environment. */
  readonly only: readonly string[] | undefined;
  /** Encrypted files go back too. */
  readonly withSecrets: boolean;
  /** Why, for the commit; undefined where a person asked for it. */
  readonly reason?: string;
}

export interface RolledBack {
  readonly to: string;
  readonly commit: string | undefined;
  readonly held: readonly string[];
  readonly deployed: Deployed | undefined;
}

/** Brings back in Git what an environment was, then deploys that snapshot: nothing is built. */
export async function rollback(input: RollbackInput, stage: StageContext): Promise<RolledBack> {
  const { repository, environment } = input;
  const git = openGitCommand(stage.root);
  await refuseChanges(git, repository.root, 'rollback');
  const log = await openReleaseStore(stage.api, appOf(input, stage)).read();
  const to = await findTarget(input.to, log, git);
  if (environment.protected && !stage.dryRun) {
    // Asked before the commit: what is not confirmed leaves Git as it was.
    const question = `${environment.name} is protected: it goes back to ${to.slice(0, 12)}.`;
    await confirm(question, environment.name, input.choices.yes);
  }
  const pushed = await restoreInGit(input, to, stage);
  const held = pushed.summary;
  if (stage.dryRun) return { to, commit: undefined, held, deployed: undefined };
  if (pushed.commit && (await git.ask(['rev-parse', 'HEAD'])) !== pushed.commit) {
    throw new GitopsError(
      'NOT_COMMITTED',
      `The rollback is committed as ${pushed.commit.slice(0, 12)}, but the checkout could not be brought there`,
      'Pull, then "nx-gitops deploy".',
    );
  }
  const choices = { ...input.choices, yes: true, kind: 'rollback' as const };
  try {
    const deployed = await deploy({ ...input, choices }, stage);
    return { to, commit: pushed.commit, held, deployed };
  } catch (error) {
    throw isGitopsError(error) && pushed.commit ? onlyInGit(error, pushed.commit, to) : error;
  }
}

/** Git went back, the cluster did not: the commit stays, and the same command goes on from there. */
const onlyInGit = (error: GitopsError, commit: string, to: string): GitopsError =>
  new GitopsError(
    error.code,
    `${error.problem}. The rollback is committed as ${commit.slice(0, 12)}, but the cluster is not there yet`,
    `${error.hint}\nThen go on with "nx-gitops rollback --to ${to.slice(0, 12)}".`,
    { cause: error },
  );

/** A rollback as lines for a person. */
export const formatRollback = ({ to, commit, held }: RolledBack, environment: string): string[] => [
  `${environment}: back at ${to.slice(0, 12)}${commit ? `, committed as ${commit.slice(0, 12)}` : ''}`,
  ...(held.length > 0 ? [`Held until "nx-gitops release <service>": ${held.join(', ')}`] : []),
];
