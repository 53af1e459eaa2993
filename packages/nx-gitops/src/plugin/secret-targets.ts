import type { TargetConfiguration } from '@nx/devkit';
import type { TargetNames } from './options.ts';
import { describe } from './target-metadata.ts';

/** The operations on the encrypted files of a config repository, all its environments at once. */
export function secretTargets(
  names: TargetNames,
  project: string,
): Record<string, TargetConfiguration> {
  const target = (
    operation: 'check' | 'reseal' | 'rotate',
    name: string,
    description: string,
  ): Record<string, TargetConfiguration> => ({
    [name]: {
      executor: `nx-gitops:secrets-${operation}`,
      inputs: ['{projectRoot}/**/*'],
      cache: false,
      metadata: describe(description, `nx run ${project}:${name}`),
    },
  });
  return {
    ...target('check', names.secretsCheck, 'Checks the encrypted files, without a key'),
    ...target('reseal', names.secretsReseal, 'Brings secrets to the recipients of .sops.yaml'),
    ...target('rotate', names.secretsRotate, 'Gives all secrets a new data key'),
  };
}
