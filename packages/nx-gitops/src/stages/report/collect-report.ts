import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { EnvironmentReport, LockReport, ReportData } from '../../model/report/report-data.ts';
import { isGitopsError } from '../../model/errors.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { openGitCommand, type GitCommand } from '../../tools/git-command.ts';
import { listFileChanges } from '../../tools/git-log.ts';
import { judgeServices, lockPath, servicesOf, type Workspace } from '../../workspace/workspace.ts';
import type { StageContext } from '../stage-context.ts';
import { readCluster } from './read-cluster.ts';
import { readRevisions } from './read-revisions.ts';

export interface ReportInput {
  readonly workspace: Workspace;
  readonly repository: ConfigRepository;
  readonly environments: readonly Environment[];
  /** Kube context in place of the ones in the settings. */
  readonly context: string | undefined;
}

/** Reads what the report shows from the files, from Git and from the clusters. */
export async function collectReport(input: ReportInput, stage: StageContext): Promise<ReportData> {
  const { workspace, repository, environments } = input;
  const git = openGitCommand(stage.root);
  const head = await git.attempt(['rev-parse', '--verify', '--quiet', 'HEAD']);
  const commit = head.exitCode === 0 ? head.stdout.trim() : undefined;
  return {
    application: repository.application,
    at: new Date().toISOString(),
    commit,
    services: servicesOf(workspace, repository)
      .map(({ name }) => name)
      .sort(),
    environments: await Promise.all(
      environments.map((environment) => reportOf(environment, commit, input, git, stage)),
    ),
  };
}

async function reportOf(
  environment: Environment,
  commit: string | undefined,
  input: ReportInput,
  git: GitCommand,
  stage: StageContext,
): Promise<EnvironmentReport> {
  const { repository, context } = input;
  stage.detail(`Looking at ${environment.name}`);
  const [locks, revisions, cluster] = await Promise.all([
    readLocks(environment, commit, input, git),
    readRevisions(git, statePath(environment)),
    readCluster({ repository, environment, context }, stage),
  ]);
  return { name: environment.name, namespace: environment.namespace, locks, revisions, cluster };
}

async function readLocks(
  environment: Environment,
  commit: string | undefined,
  { workspace, repository }: ReportInput,
  git: GitCommand,
): Promise<LockReport[]> {
  const changes =
    commit === undefined ? [] : await listFileChanges(git, commit, [environment.lockFolder]);
  const newest = new Map([...changes].reverse().map((one) => [one.path, one]));
  return judgeServices(workspace, repository, environment).map(({ service, staleness }) => {
    const path = lockPath(environment, service.name);
    const lock = workspace.locks.get(path);
    const isPinned = environment.locks === 'pinned' && staleness.state === 'stale';
    return {
      service: service.name,
      state: isPinned ? 'fresh' : staleness.state === 'unkeyed' ? 'stale' : staleness.state,
      image: isGitopsError(lock) ? undefined : lock?.images[0]?.newImage,
      commit: newest.get(path)?.commit,
      at: newest.get(path)?.at,
      reason: staleness.state === 'held' ? staleness.held.reason : undefined,
    };
  });
}
