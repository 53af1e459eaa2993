import type { TargetConfiguration } from '@nx/devkit';
import type { ConfigRepository, Environment } from '../model/parse-settings.ts';
import type { TargetNames } from './options.ts';
import { describe } from './target-metadata.ts';

type Targets = Record<string, TargetConfiguration>;

/** What is done with releases: once per config repository, the environment is an option. */
export function operationTargets(
  { environments }: ConfigRepository,
  project: string,
  names: TargetNames,
): Targets {
  const shared = environments.filter(({ locks }) => locks === 'shared');
  return {
    ...operation('publish', 'Commits locks and the snapshots that follow from them, and pushes', [
      ...shared.map((environment) => renderOf(environment, names)),
    ]),
    ...operation('drift', 'Compares every live object with the snapshot'),
    ...operation('rollback', 'Brings back what an environment was at a commit'),
    ...operation('report', 'Writes the status page: what every environment pins and runs'),
    ...operation('promote', 'Gives one environment the images that another one runs'),
    ...operation('matrix', 'Shows which environment has which image of each service'),
    ...operation('updateImages', 'Pins newer third-party and base images by policy'),
  };

  function operation(
    name: keyof TargetNames &
      ('publish' | 'drift' | 'rollback' | 'promote' | 'matrix' | 'updateImages' | 'report'),
    description: string,
    dependsOn: string[] = [],
  ): Targets {
    return {
      [names[name]]: {
        executor: `nx-gitops:${name === 'updateImages' ? 'update-images' : name}`,
        dependsOn,
        inputs: ['{projectRoot}/**/*'],
        cache: false,
        parallelism: false,
        metadata: describe(description, `nx ${names[name]} ${project}`),
      },
    };
  }
}

const renderOf = ({ isDefault, name }: Environment, { render }: TargetNames): string =>
  isDefault || name === 'default' ? render : `${render}-${name}`;
