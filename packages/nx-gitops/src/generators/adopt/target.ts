import { posix } from 'node:path';
import { glob, type Tree } from '@nx/devkit';
import { GitopsError } from '../../model/errors.ts';
import { parseSettings, type ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { AdoptOptions } from './schema.ts';

/** The config repository that something is brought into; it may be about to be made. */
export interface Target {
  readonly folder: string;
  /** Undefined: there is no gitops.yaml yet. */
  readonly there: ConfigRepository | undefined;
}

export function chooseTarget(tree: Tree, options: AdoptOptions): Target {
  const folders = glob(tree, ['**/gitops.yaml']).map((file) => posix.dirname(file));
  const asked = options.directory?.replace(/^\.\/|\/+$/g, '');
  if (asked === undefined && folders.length > 1) {
    throw new GitopsError(
      'SETTINGS_MISSING',
      'The workspace has several config repositories',
      `Name one with --directory: ${folders.join(', ')}; a folder that is not there yet becomes a new one.`,
    );
  }
  const folder = asked ?? folders[0] ?? 'config-repository';
  const text = tree.read(posix.join(folder, 'gitops.yaml'), 'utf8');
  return { folder, there: text === null ? undefined : parseSettings(text, folder) };
}

/** Undefined: the config repository has no environments. */
export function chooseEnvironment(
  { there }: Target,
  asked: string | undefined,
): string | undefined {
  const isPlain = there?.environments[0].name === 'default';
  if (isPlain) return undefined;
  return asked ?? there?.environments[0].name ?? 'production';
}

export const needOption = (value: string | undefined, option: string, from: string): string => {
  if (value !== undefined && value !== '') return value;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `--from=${from} needs --${option}`,
    '"nx g nx-gitops:adopt --help" says what each option means.',
  );
};
