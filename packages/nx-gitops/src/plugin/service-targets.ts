import type { TargetConfiguration } from '@nx/devkit';
import { deploys, type Workspace } from '../workspace/workspace.ts';
import type { Service } from '../workspace/services.ts';
import type { TargetNames } from './options.ts';
import { describe } from './target-metadata.ts';

type Targets = Record<string, TargetConfiguration>;

/** The targets of a service: `build-image`, `lock`, and `lock-<env>` for environments with locks of their own. */
export function serviceTargets(
  service: Service,
  workspace: Workspace,
  names: TargetNames,
): Targets {
  const { project } = service;
  const inputs = [names.sources, `^${names.sources}`];
  const targets: Targets = {
    [names.buildImage]: {
      executor: 'nx-gitops:build-image',
      dependsOn: [names.build],
      inputs,
      cache: false,
      metadata: describe(
        'Builds and pushes the images, unless the registry has those of these sources',
        `nx run ${project}:${names.buildImage}`,
      ),
    },
  };
  const environments = workspace.repositories
    .filter((repository) => deploys(repository, service))
    .flatMap((repository) => repository.environments);
  if (environments.some(({ locks }) => locks === 'shared')) {
    targets[names.lock] = lockTarget(names.lock, undefined);
  }
  for (const environment of environments) {
    if (environment.locks !== 'own') continue;
    const target = `${names.lock}-${environment.name}`;
    targets[target] ??= lockTarget(target, environment.name);
  }
  return targets;

  function lockTarget(target: string, environment: string | undefined): TargetConfiguration {
    return {
      executor: 'nx-gitops:lock',
      options: environment === undefined ? {} : { environment },
      dependsOn: [names.buildImage],
      inputs,
      cache: false,
      metadata: describe(
        `Pins the images by digest${environment === undefined ? '' : ` for the environment ${environment}`}`,
        `nx run ${project}:${target}`,
      ),
    };
  }
}
