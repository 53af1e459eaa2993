import type { TargetConfiguration } from '@nx/devkit';

/** What `nx show project` and Nx Console say about a target. */
export const describe = (
  description: string,
  command: string,
): NonNullable<TargetConfiguration['metadata']> => ({
  description,
  technologies: ['kubernetes'],
  help: { command: `npx ${command} --help`, example: { options: { dryRun: true } } },
});
