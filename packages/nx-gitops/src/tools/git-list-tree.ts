import { GitopsError } from '../model/errors.ts';
import type { GitCommand } from './git-command.ts';

/** A file of a commit. */
export interface TreeEntry {
  /** Relative to the folder that was asked for. */
  readonly path: string;
  readonly isExecutable: boolean;
}

/** The files of a folder of a commit. What is no file is refused: a link would bring in what it points to here. */
export async function listTree(
  git: GitCommand,
  commit: string,
  folder: string,
): Promise<TreeEntry[]> {
  const place = folder === '' ? commit : `${commit}:${folder}`;
  const { exitCode, stdout } = await git.attempt(['ls-tree', '-r', '-z', place]);
  const lines = exitCode === 0 ? stdout.split('\0').filter((line) => line !== '') : [];
  return lines.map((line) => {
    const [, mode = '', path = ''] = /^(\d+) \w+ \w+\t([^]*)$/.exec(line) ?? [];
    if (mode.startsWith('100')) return { path, isExecutable: mode === '100755' };
    throw new GitopsError(
      'PACKAGE_INVALID',
      `"${path}" is a ${mode === '120000' ? 'link' : 'submodule'}, not a file`,
      'A package has files alone; name another folder with --directory.',
    );
  });
}
