import { logger, type ExecutorContext } from '@nx/devkit';
import { isDryRunAsked } from '../io/dry-run.ts';
import { readPlatform } from '../io/platform.ts';
import { ignoreStateFolder } from '../io/state-folder.ts';
import { GitopsError } from '../model/errors.ts';
import type { Environment } from '../model/settings/environment.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import type { StageContext } from '../stages/stage-context.ts';
import { openApiServers } from '../tools/api-server.ts';
import { openTools } from '../tools/run-tool.ts';
import { readWorkingTree } from '../workspace/sources.ts';
import type { Service } from '../workspace/services.ts';
import { findEnvironment, readWorkspace, type Workspace } from '../workspace/workspace.ts';

/** What an executor works with: the workspace as it is now, and the context of its stage. */
export interface OpenRun {
  readonly workspace: Workspace;
  readonly stage: StageContext;
  /** The project that the target belongs to. */
  readonly project: { readonly name: string; readonly root: string };
}

export async function openRun(
  options: { readonly dryRun?: boolean | undefined },
  context: ExecutorContext,
): Promise<OpenRun> {
  const name = context.projectName ?? '';
  const root = context.projectsConfigurations.projects[name]?.root ?? '';
  const run = openTools(context.root);
  const [workspace, platform] = await Promise.all([
    readWorkingTree(context.root).then(readWorkspace),
    readPlatform(context.root),
    ignoreStateFolder(context.root),
  ]);
  return {
    workspace,
    project: { name, root },
    stage: {
      root: context.root,
      run,
      api: openApiServers(run),
      platform,
      dryRun: isDryRunAsked(options.dryRun),
      report: (line) => logger.info(line),
      detail: (line) => (context.isVerbose ? logger.info(line) : undefined),
    },
  };
}

/**
 * The environment of a target. Its dependencies were chosen for that one: another one in the options would deploy
 * what was not rendered.
 */
export function chooseEnvironment(
  repository: ConfigRepository,
  asked: string | undefined,
  { target, targetName = '' }: ExecutorContext,
): Environment {
  const environment = findEnvironment(repository, asked);
  const own = findEnvironment(repository, target?.options?.environment as string | undefined);
  if (environment.name === own.name) return environment;
  const plain = targetName.replace(`-${own.name}`, '');
  throw new GitopsError(
    'OPTIONS_INVALID',
    `The target "${targetName}" is that of the environment "${own.name}"`,
    `Run "${plain}${environment.isDefault ? '' : `-${environment.name}`}" for ${environment.name}.`,
  );
}

export function findRepository({ workspace, project }: OpenRun): ConfigRepository {
  const repository = workspace.repositories.find(({ root }) => root === project.root);
  if (repository) return repository;
  throw new GitopsError(
    'SETTINGS_MISSING',
    `${project.root}/gitops.yaml does not exist`,
    `The project "${project.name}" is no config repository: write gitops.yaml, or run the target on the one that is.`,
  );
}

export function findService({ workspace, project }: OpenRun): Service {
  const service = workspace.services.find(({ root }) => root === project.root);
  if (service) return service;
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    `${project.root}/kbld.yaml does not exist`,
    `The project "${project.name}" is no service: write kbld.yaml, or run the target on one that is.`,
  );
}
