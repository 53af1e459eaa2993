import { posix } from 'node:path';
import { glob, type Tree } from '@nx/devkit';
import { GitopsError } from '../model/errors.ts';

/** The folder of the config repository that is asked for, or of the only one. */
export function chooseRepository(tree: Tree, asked: string | undefined): string {
  const folders = glob(tree, ['**/gitops.yaml']).map((file) => posix.dirname(file));
  const wanted = asked?.replace(/\/+$/, '');
  const found = wanted === undefined ? folders : folders.filter((folder) => folder === wanted);
  if (found[0] !== undefined && found.length === 1) return found[0];
  throw new GitopsError(
    'SETTINGS_MISSING',
    missing(wanted, folders),
    folders.length > 0
      ? `Name one with --configRepository: ${folders.join(', ')}.`
      : 'Run "nx g nx-gitops:init", which makes a config repository.',
  );
}

function missing(wanted: string | undefined, folders: readonly string[]): string {
  if (wanted !== undefined) return `${wanted}/gitops.yaml does not exist`;
  return folders.length > 0
    ? 'The workspace has several config repositories'
    : 'The workspace has no gitops.yaml';
}
