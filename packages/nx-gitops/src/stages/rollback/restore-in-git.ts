import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { compareSnapshots } from '../../model/plan/compare-snapshots.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { splitSnapshot } from '../../model/manifest/manifest.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { openGit } from '../../tools/git.ts';
import { refuseDeletion } from '../deploy/refuse-deletion.ts';
import { thisHolder } from '../lease/holder.ts';
import { openCheckedOut, type CheckedOut } from '../publish/checked-out.ts';
import { pushChange, type Pushed } from '../publish/push-change.ts';
import { renderOne, renderShared } from '../publish/render-shared.ts';
import type { StageContext } from '../stage-context.ts';
import { restoreEnvironment } from './restore-environment.ts';
import { restoreLocks } from './restore-locks.ts';
import type { RollbackInput } from './rollback.ts';

/** Commits what an environment was at a commit, and pushes. Answers the services whose locks are held now. */
export function restoreInGit(
  { repository, environment, only, withSecrets, choices, reason: why }: RollbackInput,
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
        const readState = async (): Promise<string> =>
          (await findText(join(root, statePath(environment)))) ?? '';
        const before = await readState();
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
        refuseLoss(before, await readState(), choices.allowDeletion);
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

/** The guard of the deploy that follows, before anything is committed. */
const refuseLoss = (before: string, after: string, isAllowed: boolean): void =>
  refuseDeletion(compareSnapshots(before, after), splitSnapshot(after).length, isAllowed);
