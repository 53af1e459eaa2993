import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

/** Every Dockerfile of a workspace that Git tracks or would track; without Git those of the apps. */
export const findDockerfiles = async (workspace: string): Promise<string[]> => {
  const { stdout, failed } = await execa(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*Dockerfile*'],
    { cwd: workspace, reject: false, stdin: 'ignore' },
  );
  const files = failed ? listAppDockerfiles(workspace) : stdout.split('\0').filter(Boolean);
  return files
    .filter((file) => /(^|\/)([^/]+\.)?Dockerfile(\.[^/]+)?$/.test(file))
    .map((file) => join(workspace, file))
    .filter((file) => existsSync(file));
};

const listAppDockerfiles = (workspace: string): string[] => {
  if (!existsSync(join(workspace, 'apps'))) return [];
  return readdirSync(join(workspace, 'apps')).map((app) => join('apps', app, 'Dockerfile'));
};
