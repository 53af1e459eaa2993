import { posix } from 'node:path';
import type { FileTree } from '../model/build-key/build-key.ts';
import { GitopsError, isGitopsError } from '../model/errors.ts';
import { lockIn } from '../model/lock/lock-path.ts';
import type { Lock } from '../model/lock/lock.ts';
import { parseLock } from '../model/lock/parse-lock.ts';
import type { Environment } from '../model/settings/environment.ts';
import { parseSettings, type ConfigRepository } from '../model/settings/parse-settings.ts';
import { judgeLock, type Staleness } from '../model/build-key/staleness.ts';
import type { ParseYaml } from '../model/manifest/yaml.ts';
import { openBuildKeys, type BuildKeys } from './build-keys.ts';
import { readServices, type Service } from './services.ts';
import type { Sources } from './sources.ts';

/** What a workspace holds for the pipeline, read from one view of its files. */
export interface Workspace {
  readonly repositories: readonly ConfigRepository[];
  readonly services: readonly Service[];
  readonly keys: BuildKeys;
  /** The locks of services by their path; the problem of one that cannot be read. */
  readonly locks: ReadonlyMap<string, Lock | GitopsError>;
  /** The files of this view. */
  readonly tree: FileTree;
}

export async function readWorkspace(sources: Sources): Promise<Workspace> {
  const named = (name: string): string[] =>
    sources.sorted.paths.filter(
      (path) =>
        path.endsWith(name) &&
        posix.basename(path) === name &&
        !path.split('/').includes('.release'),
    );
  return loadWorkspace(sources, named('gitops.yaml'), named('kbld.yaml'));
}

/** As `readWorkspace`, where the files are known already. */
export async function loadWorkspace(
  sources: Sources,
  gitopsFiles: readonly string[],
  kbldFiles: readonly string[],
): Promise<Workspace> {
  const { readText, yaml } = sources;
  const services = await readServices(kbldFiles, sources);
  const repositories = await Promise.all(
    [...gitopsFiles]
      .sort()
      .map(async (file) =>
        parseSettings((await readText(file)) ?? '', posix.dirname(file), yaml?.parse),
      ),
  );
  const locks = await readLocks(repositories, services, sources);
  const roots = new Set([
    ...services.map(({ root }) => root),
    ...[...locks.values()].flatMap((lock) =>
      isGitopsError(lock) ? [] : (lock.built?.roots ?? []),
    ),
  ]);
  const keys = await openBuildKeys(
    sources,
    roots,
    (service) => repositories.find((repository) => deploys(repository, service))?.buildKey,
  );
  return { repositories, services, keys, locks, tree: sources.sorted.tree };
}

export const lockPath = (environment: Environment, service: string): string =>
  lockIn(environment.lockFolder, service);

export const deploys = (repository: ConfigRepository, service: Service): boolean =>
  repository.services?.includes(service.name) ?? true;

export const servicesOf = (
  { services }: Workspace,
  repository: ConfigRepository,
): readonly Service[] => services.filter((service) => deploys(repository, service));

export function findEnvironment(
  repository: ConfigRepository,
  name: string | undefined,
): Environment {
  const { environments } = repository;
  const found =
    name === undefined ? environments[0] : environments.find((one) => one.name === name);
  if (found) return found;
  throw new GitopsError(
    'ENVIRONMENT_UNKNOWN',
    `${repository.root}/gitops.yaml declares no environment "${name}"`,
    `Use one of: ${environments.map((environment) => environment.name).join(', ')}.`,
  );
}

/** Whether the lock that an environment uses for a service belongs to the sources as they are. */
export function judgeService(
  workspace: Workspace,
  environment: Environment,
  service: Service,
): Staleness {
  const lock = workspace.locks.get(lockPath(environment, service.name));
  if (isGitopsError(lock)) return { state: 'unreadable', problem: lock.problem };
  return judgeLock(lock, (roots) => workspace.keys.digest(service, roots));
}

/** As `judgeService`, for every service that a config repository deploys. */
export const judgeServices = (
  workspace: Workspace,
  repository: ConfigRepository,
  environment: Environment,
): readonly { readonly service: Service; readonly staleness: Staleness }[] =>
  servicesOf(workspace, repository).map((service) => ({
    service,
    staleness: judgeService(workspace, environment, service),
  }));

async function readLocks(
  repositories: readonly ConfigRepository[],
  services: readonly Service[],
  { readText, yaml }: Sources,
): Promise<Map<string, Lock | GitopsError>> {
  const locks = new Map<string, Lock | GitopsError>();
  for (const repository of repositories) {
    for (const environment of repository.environments) {
      for (const service of services.filter((one) => deploys(repository, one))) {
        const path = lockPath(environment, service.name);
        if (locks.has(path)) continue;
        const text = await readText(path);
        if (text !== undefined) locks.set(path, parseOrProblem(text, path, yaml?.parse));
      }
    }
  }
  return locks;
}

/** A lock that cannot be read must not stop every Nx command: it is stale, and made again. */
function parseOrProblem(text: string, path: string, parse?: ParseYaml): Lock | GitopsError {
  try {
    return parseLock(text, path, parse);
  } catch (error) {
    if (isGitopsError(error)) return error;
    throw error;
  }
}
