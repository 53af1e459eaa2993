import { isGitopsError } from '../../model/errors.ts';
import { lockIn } from '../../model/lock/lock-path.ts';
import type { LockedImage } from '../../model/lock/lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Staleness } from '../../model/build-key/staleness.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import { listCommits, listFileChanges, type FileChange } from '../../tools/git-log.ts';
import { readCommit } from '../../workspace/sources.ts';
import {
  judgeService,
  lockPath,
  readWorkspace,
  servicesOf,
  type Workspace,
} from '../../workspace/workspace.ts';
import type { Service } from '../../workspace/services.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';

/** What one environment has of one service. */
export interface MatrixCell {
  readonly service: string;
  readonly environment: string;
  readonly images: readonly LockedImage[];
  readonly state: Staleness['state'];
  /** The commit that made the lock; undefined where Git does not know. */
  readonly commit: string | undefined;
  /** ISO time at which the environment got it. */
  readonly since: string | undefined;
  /** How many commits of the service's sources came after it; undefined where that cannot be told. */
  readonly behind: number | undefined;
}

export interface Matrix {
  /** The commit whose locks these are. */
  readonly commit: string;
  readonly environments: readonly string[];
  readonly cells: readonly MatrixCell[];
}

/** Services × environments, as HEAD has them: Git alone is asked. */
export async function matrix(
  { root: folder }: ConfigRepository,
  only: string | undefined,
  { root }: StageContext,
): Promise<Matrix> {
  const git = openGitCommand(root);
  const commit = await git.ask(['rev-parse', 'HEAD']);
  const workspace = await readWorkspace(await readCommit(root, commit));
  const repository = workspace.repositories.find((one) => one.root === folder);
  if (!repository) return { commit, environments: [], cells: [] };
  const environments = repository.environments.filter(({ name }) => name === (only ?? name));
  const folders = [repository.sharedLocks, ...environments.map(({ lockFolder }) => lockFolder)];
  const changes = await listFileChanges(git, commit, [...new Set(folders)]);
  const history: LockHistory = { git, commit, changes, shared: repository.sharedLocks };
  const pairs = servicesOf(workspace, repository).flatMap((service) =>
    environments.map((environment) => ({ service, environment })),
  );
  const cells = await inParallel(pairs, ({ service, environment }) =>
    describeCell(workspace, { service, environment }, history),
  );
  return { commit, environments: environments.map(({ name }) => name), cells: cells.flat() };
}

interface LockHistory {
  readonly git: GitCommand;
  readonly commit: string;
  readonly changes: readonly FileChange[];
  readonly shared: string;
}

async function describeCell(
  workspace: Workspace,
  { service, environment }: { readonly service: Service; readonly environment: Environment },
  { git, commit: head, changes, shared }: LockHistory,
): Promise<MatrixCell[]> {
  const path = lockPath(environment, service.name);
  const lock = workspace.locks.get(path);
  if (lock === undefined || isGitopsError(lock)) return [];
  const blob = workspace.tree.get(path)?.blob;
  const { state } = judgeService(workspace, environment, service);
  // The newest commit that gave the environment this content; the one that made it is in the shared locks.
  const got = changes.find((one) => one.path === path && one.blob === blob);
  const source = lockIn(shared, service.name);
  const made = changes.find((one) => one.path === source && one.blob === blob) ?? got;
  const roots = lock.built?.roots;
  const isCurrent = state === 'fresh';
  const later = made && roots && !isCurrent ? await listCommits(git, made.commit, head, roots) : [];
  return [
    {
      service: service.name,
      environment: environment.name,
      images: lock.images,
      state,
      commit: made?.commit,
      since: got?.at,
      behind: isCurrent ? 0 : made && roots ? later.length : undefined,
    },
  ];
}
