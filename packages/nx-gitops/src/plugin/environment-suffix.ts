import type { Environment } from '../model/settings/environment.ts';

/** What the targets of an environment end with: the default one, and the only one of the seed's layout, have plain names. */
export const environmentSuffix = ({ isDefault, name }: Environment): string =>
  isDefault || name === 'default' ? '' : `-${name}`;
