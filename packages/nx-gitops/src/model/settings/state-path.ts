import { posix } from 'node:path';
import type { Environment } from './environment.ts';

/** The snapshot of an environment, relative to the workspace. */
export const statePath = ({ release }: Pick<Environment, 'release'>): string =>
  posix.join(release, 'state.yaml');
