import type { TargetConfiguration } from '@nx/devkit';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import { environmentSuffix } from './environment-suffix.ts';
import type { TargetNames } from './options.ts';
import { describe } from './target-metadata.ts';

type Targets = Record<string, TargetConfiguration>;

type Operation = Exclude<keyof TargetNames, 'build' | 'sources'>;

/** What is done with releases: once per config repository, the environment is an option. */
export function operationTargets(
  { environments }: ConfigRepository,
  project: string,
  names: TargetNames,
  /** The projects whose images a preview needs and its base does not have. */
  previewed: readonly string[],
): Targets {
  const shared = environments.filter(({ locks }) => locks === 'shared');
  return {
    ...operation('publish', 'Commits locks and the snapshots that follow from them, and pushes', [
      ...shared.map((environment) => `${names.render}${environmentSuffix(environment)}`),
    ]),
    ...operation('drift', 'Compares every live object with the snapshot'),
    ...operation('rollback', 'Brings back what an environment was at a commit'),
    ...operation('report', 'Writes the status page: what every environment pins and runs'),
    ...operation('promote', 'Gives one environment the images that another one runs'),
    ...operation('matrix', 'Shows which environment has which image of each service'),
    ...operation('history', 'Lists the releases of an environment'),
    ...operation('inspect', 'Shows what an environment runs, as a tree'),
    ...operation('logs', 'Prints the logs of an environment, or of one service'),
    ...operation('delete', 'Deletes everything that an environment runs'),
    ...operation('updateImages', 'Pins newer third-party and base images by policy'),
    ...previewTargets(project, names, previewed),
  };

  function operation(name: Operation, description: string, dependsOn: string[] = []): Targets {
    return {
      [names[name]]: {
        executor: `nx-gitops:${name === 'updateImages' ? 'update-images' : name}`,
        dependsOn,
        inputs: ['{projectRoot}/**/*'],
        cache: false,
        parallelism: false,
        metadata: describe(description, `nx run ${project}:${names[name]}`),
      },
    };
  }
}

function previewTargets(
  project: string,
  { preview, buildImage }: TargetNames,
  projects: readonly string[],
): Targets {
  const target = (
    name: string,
    description: string,
    more: Partial<TargetConfiguration> = {},
  ): Targets => ({
    [name]: {
      executor: 'nx-gitops:preview',
      inputs: ['{projectRoot}/**/*'],
      cache: false,
      metadata: describe(description, `nx run ${project}:${name}`),
      ...more,
    },
  });
  const builds = projects.length > 0 ? [{ target: buildImage, projects: [...projects] }] : [];
  return {
    ...target(preview, 'Shows the sources as they are in a namespace of their own', {
      dependsOn: builds,
    }),
    ...target(`${preview}-delete`, 'Removes a preview', { options: { delete: true } }),
    ...target(`${preview}-gc`, 'Removes the previews whose time is over', {
      options: { gc: true },
    }),
  };
}
