import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/environment.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { deploy, type Deployed } from '../deploy/deploy.ts';
import type { DeployInput } from '../deploy/deploy-input.ts';
import { appOf } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { openCheckedOut, type CheckedOut } from '../publish/checked-out.ts';
import { pushChange, type Pushed } from '../publish/push-change.ts';
import { renderOne, renderShared } from '../publish/render-shared.ts';
import { refuseChanges } from '../release/refuse-changes.ts';
import type { StageContext } from '../stage-context.ts';
import { findTarget } from './find-target.ts';
import { restoreEnvironment } from './restore-environment.ts';
import { restoreLocks } from './restore-locks.ts';

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
  const { repository } = input;
  const git = openGitCommand(stage.root);
  await refuseChanges(git, repository.root, 'rollback');
  const log = await openReleaseStore(stage.run, appOf(input, stage)).read();
  const to = await findTarget(input.to, log, git);
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
  const choices = { ...input.choices, kind: 'rollback' as const };
  const deployed = await deploy({ ...input, choices }, stage);
  return { to, commit: pushed.commit, held, deployed };
}

function restoreInGit(
  { repository, environment, only, withSecrets, reason: why }: RollbackInput,
  commit: string,
  stage: StageContext,
): Promise<Pushed<readonly string[]>> {
  const git = openGit(stage.root);
  const reason = [`rolled back to ${commit.slice(0, 12)}`, ...(why ? [why] : [])].join(': ');
  const hold = { by: thisHolder(undefined).identity.split(' ')[0] ?? '', reason };
  const locks = { environment, commit, hold, services: only };
  return pushChange(
    {
      apply: async ({ root }, base) => {
        const then = [...(await git.listCommit(commit)).keys()];
        const held = await restoreLocks(locks, then, git, root);
        const paths = only
          ? await renderAgain(
              repository,
              environment,
              await openCheckedOut(root, base, stage.root),
              stage,
            )
          : [environment.folder, ...environment.values, environment.release];
        if (!only) await restoreEnvironment({ environment, commit, withSecrets }, then, git, root);
        const what = only ? `${environment.name} (${only.join(', ')})` : environment.name;
        return {
          paths: [environment.lockFolder, ...paths],
          message: `revert(release): ${what} back to ${commit.slice(0, 12)}\n${why ? `\n${why}.\n` : ''}`,
          summary: held,
        };
      },
    },
    repository.publishing,
    stage,
  );
}

/** The snapshots that the locks of an environment decide about. Answers where they lie. */
async function renderAgain(
  { root }: ConfigRepository,
  { name, locks }: Environment,
  checkout: CheckedOut,
  stage: StageContext,
): Promise<readonly string[]> {
  const rendered =
    locks === 'shared'
      ? await renderShared(root, checkout, stage)
      : await renderOne(root, name, checkout, stage);
  return rendered.map(({ release }) => release);
}

/** A rollback as lines for a person. */
export const formatRollback = ({ to, commit, held }: RolledBack, environment: string): string[] => [
  `${environment}: back at ${to.slice(0, 12)}${commit ? `, committed as ${commit.slice(0, 12)}` : ''}`,
  ...(held.length > 0 ? [`Held until "nx-gitops release <service>": ${held.join(', ')}`] : []),
];
