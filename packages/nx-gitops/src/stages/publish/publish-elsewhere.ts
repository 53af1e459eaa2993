import { join, posix, resolve } from 'node:path';
import { findText, isDirectory, listNames, writeIfChanged } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { chooseLock } from '../../model/choose-lock.ts';
import { formatCommitMessage } from '../../model/commit-message.ts';
import { GitopsError } from '../../model/errors.ts';
import { lockedService } from '../../model/lock-path.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import type { Publishing } from '../../model/publish-settings.ts';
import { cloneNewest, withoutUser } from '../../tools/git-clone.ts';
import { currentBranch, fetchBranch } from '../../tools/git-branch.ts';
import { openGit } from '../../tools/git.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import type { TreeCheckout } from '../../tools/git-tree.ts';
import { readCommit } from '../../workspace/sources.ts';
import { readWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { StageContext } from '../stage-context.ts';
import { openCheckedOut, type MergedLock } from './merge-locks.ts';
import { pushChange, type Change } from './push-change.ts';
import type { Published, PublishSummary } from './publish.ts';
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
  const locks = (await listNames(join(stage.root, sharedLocks))).filter((name) =>
    sources.services.some((service) => lockedService(name) === service.name),
  );
  const publishIn = (root: string): Promise<Published> => {
    const there = { ...stage, root };
    const apply = async (checkout: TreeCheckout, base: string): Promise<Change<PublishSummary>> => {
      const tree = await openGit(root).listCommit(base);
      const target = await findTarget(publishing, { tree, root: checkout.root });
      const merged: MergedLock[] = [];
      for (const name of locks) {
        const from = join(stage.root, sharedLocks, name);
        const path = posix.join(target.sharedLocks, name);
        merged.push(await mergeOne({ from, path, checkout: checkout.root }, sources));
      }
      const rendered = await renderShared(target.root, { tree, root: checkout.root }, there);
      const services = merged.filter((one) => one.from === 'ours').map(({ service }) => service);
      const environments = rendered.map(({ name }) => name);
      return {
        paths: [...merged.map(({ path }) => path), ...rendered.map(({ release }) => release)],
        message: formatCommitMessage(publishing, { services, environments, commit }),
        summary: { locks: merged, environments },
      };
    };
    return pushChange({ apply }, publishing, there);
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

async function findTarget(
  { repository, folder }: Publishing,
  checkout: Parameters<typeof openCheckedOut>[0],
): Promise<ConfigRepository> {
  const { repositories } = await openCheckedOut(checkout);
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

interface LockFiles {
  /** The lock of this run, absolute. */
  readonly from: string;
  /** Where it goes, relative to the checkout. */
  readonly path: string;
  readonly checkout: string;
}

async function mergeOne(
  { from, path, checkout }: LockFiles,
  { services, keys }: Workspace,
): Promise<MergedLock> {
  const name = lockedService(path);
  const service = services.find((one) => one.name === name);
  const sides = {
    before: undefined,
    ours: (await findText(from)) ?? '',
    theirs: await findText(join(checkout, path)),
  };
  const { text, ...choice } = chooseLock(
    sides,
    ({ built }) =>
      built !== undefined &&
      service !== undefined &&
      keys.digest(service, built.roots) === built.key,
  );
  await writeIfChanged(join(checkout, path), text);
  return { service: name, path, ...choice };
}
