import { join, posix, resolve } from 'node:path';
import { findText, isDirectory, listNames } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import { lockedService } from '../../model/lock/lock-path.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Publishing } from '../../model/settings/publish-settings.ts';
import { cloneNewest, withoutUser } from '../../tools/git-clone.ts';
import { currentBranch, fetchBranch } from '../../tools/git-branch.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import type { TreeCheckout } from '../../tools/git-tree.ts';
import { readCommit } from '../../workspace/sources.ts';
import { readWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { StageContext } from '../stage-context.ts';
import { openCheckedOut } from './checked-out.ts';
import { describeChange, type Published, type PublishSummary } from './describe-change.ts';
import { mergeLocks } from './merge-locks.ts';
import { pushChange, type Change } from './push-change.ts';
import { renderShared } from './render-shared.ts';

/** Publishes the locks of this workspace into a config repository that lives in another Git repository. */
export async function publishElsewhere(
  { sharedLocks }: ConfigRepository,
  publishing: Publishing & { readonly repository: string },
  stage: StageContext,
): Promise<Published> {
  const git = openGitCommand(stage.root);
  const commit = await git.ask(['rev-parse', 'HEAD']);
  const sources = await readWorkspace(await readCommit(stage.root, await findTip(git)));
  const names = (await listNames(join(stage.root, sharedLocks))).filter((name) =>
    sources.services.some((service) => lockedService(name) === service.name),
  );
  const publishIn = (root: string): Promise<Published> => {
    const apply = async (checkout: TreeCheckout, base: string): Promise<Change<PublishSummary>> => {
      const there = await openCheckedOut(checkout.root, base, root);
      const target = findTarget(publishing, there.workspace);
      const own = await Promise.all(
        names.map(async (name) => ({
          path: posix.join(target.sharedLocks, name),
          service: lockedService(name),
          before: undefined,
          ours: (await findText(join(stage.root, sharedLocks, name))) ?? '',
        })),
      );
      const locks = await mergeLocks(own, there.root, sources);
      const rendered = await renderShared(target.root, there, { ...stage, root });
      return describeChange(publishing, locks, rendered, commit);
    };
    return pushChange({ apply }, publishing, { ...stage, root });
  };
  const checkout = resolve(stage.root, publishing.repository);
  if (await isDirectory(join(checkout, '.git'))) return publishIn(checkout);
  return withTemporaryFolder(stage.root, async (folder) => {
    const clone = join(folder, 'config');
    await cloneNewest(git, publishing.repository, clone, publishing.branch);
    return publishIn(clone);
  });
}

/** The newest sources that everybody has: a lock of older ones must not win over one of these. */
async function findTip(git: GitCommand): Promise<string> {
  const branch = await currentBranch(git);
  const remotes = await git.ask(['remote']);
  const hasOrigin = remotes.split('\n').includes('origin');
  const tip = hasOrigin && branch !== undefined && (await fetchBranch(git, 'origin', branch));
  return tip || 'HEAD';
}

function findTarget(
  { repository, folder }: Publishing,
  { repositories }: Workspace,
): ConfigRepository {
  const found = repositories.filter(({ root }) => root === (folder ?? root));
  if (found[0] && found.length === 1) return found[0];
  throw new GitopsError(
    'SETTINGS_MISSING',
    folder === undefined && repositories.length > 1
      ? `${withoutUser(repository ?? '')} holds several config repositories: ${repositories.map(({ root }) => root).join(', ')}`
      : `${withoutUser(repository ?? '')} has no ${posix.join(folder ?? '', 'gitops.yaml')}`,
    'Name the folder of its gitops.yaml as publish.folder.',
  );
}
