import type { TargetConfiguration } from '@nx/devkit';
import type { Environment } from '../model/settings/environment.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import { environmentSuffix } from './environment-suffix.ts';
import { operationTargets } from './operation-targets.ts';
import type { TargetNames } from './options.ts';
import { secretTargets } from './secret-targets.ts';
import { describe } from './target-metadata.ts';

type Targets = Record<string, TargetConfiguration>;

/** The projects whose lock has to be made again before an environment can be rendered. */
export type StaleProjects = (environment: Environment) => readonly string[];

/** The targets of a config repository: the pipeline once per environment, plain names for the default one. */
export function repositoryTargets(
  repository: ConfigRepository,
  project: string,
  names: TargetNames,
  staleProjects: StaleProjects,
  differing: StaleProjects = staleProjects,
): { targets: Targets; groups: Record<string, string[]> } {
  const secrets = secretTargets(names, project);
  const targets: Targets = { [names.lock]: lockTarget(names, project), ...secrets };
  const groups: Record<string, string[]> = { secrets: Object.keys(secrets) };
  for (const environment of repository.environments) {
    const pipeline = pipelineTargets(environment, project, names, staleProjects(environment));
    Object.assign(targets, pipeline);
    if (environment.isDefault)
      Object.assign(targets, aliases(environment, project, Object.keys(pipeline)));
    groups[environment.name] = Object.keys(pipeline);
  }
  const base = findEnvironment(repository, repository.preview.base);
  const operations = operationTargets(repository, project, names, differing(base));
  Object.assign(targets, operations);
  groups['Operations'] = Object.keys(operations);
  return { targets, groups };
}

const lockTarget = (names: TargetNames, project: string): TargetConfiguration => ({
  executor: 'nx-gitops:lock',
  inputs: ['{projectRoot}/**/*'],
  cache: false,
  metadata: describe(
    'Pins the third-party images of the charts by digest',
    `nx run ${project}:${names.lock}`,
  ),
});

function pipelineTargets(
  environment: Environment,
  project: string,
  names: TargetNames,
  stale: readonly string[],
): Targets {
  const suffix = environmentSuffix(environment);
  const options = environment.name === 'default' ? {} : { environment: environment.name };
  const lock = environment.locks === 'own' ? `${names.lock}-${environment.name}` : names.lock;
  const inputs = ['{projectRoot}/**/*', '!{projectRoot}/.release/**', `^${names.sources}`];
  const target = (
    name: keyof TargetNames & ('render' | 'validate' | 'diff' | 'deploy'),
    description: string,
    dependsOn: TargetConfiguration['dependsOn'],
  ): Targets => ({
    [`${names[name]}${suffix}`]: {
      executor: `nx-gitops:${name}`,
      options,
      dependsOn: dependsOn ?? [],
      inputs,
      cache: false,
      ...(name === 'deploy' ? { parallelism: false } : {}),
      metadata: describe(description, `nx run ${project}:${names[name]}${suffix}`),
    },
  });
  return {
    ...target(
      'render',
      `Makes the snapshot of ${environment.name} from charts, values and locks`,
      stale.length > 0 ? [{ target: lock, projects: [...stale] }] : [],
    ),
    ...target('validate', `Checks the snapshot of ${environment.name}`, [
      `${names.render}${suffix}`,
    ]),
    ...target('diff', `Shows what a deploy to ${environment.name} would change`, [
      `${names.render}${suffix}`,
    ]),
    ...target('deploy', `Brings the snapshot of ${environment.name} to the cluster`, [
      `${names.render}${suffix}`,
      `${names.validate}${suffix}`,
    ]),
  };
}

/** `deploy-staging` beside the plain `deploy`, where staging is the default: the same act, not a second one. */
function aliases(environment: Environment, project: string, plain: readonly string[]): Targets {
  if (environment.name === 'default') return {};
  return Object.fromEntries(
    plain.map((name) => [
      `${name}-${environment.name}`,
      {
        executor: 'nx:noop',
        dependsOn: [{ target: name, params: 'forward' as const }],
        cache: false,
        metadata: describe(`The same as ${name}`, `nx run ${project}:${name}-${environment.name}`),
      },
    ]),
  );
}
