import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

import { ToolsError } from '../tools-error.ts';

/** BuildKit where it can run, Docker where it cannot or where it is asked for. */
export const chooseBuilder = async (binDirectory: string): Promise<'buildkit' | 'docker'> => {
  const isWanted = process.env['NX_GITOPS_BUILDER'] === 'docker';
  const obstacle = findObstacle(binDirectory);
  if (!isWanted && !obstacle) return 'buildkit';
  if (await isDockerRunning()) return 'docker';
  throw isWanted
    ? new ToolsError(
        'NX_GITOPS_BUILDER asks for Docker, but "docker info" failed.',
        'Start Docker, or unset NX_GITOPS_BUILDER to use BuildKit.',
      )
    : new ToolsError(
        `No images can be built here: BuildKit needs ${obstacle}, and Docker does not run.`,
        'Start Docker, or run the command as root on Linux with runc installed ("apt-get install runc").',
      );
};

const findObstacle = (binDirectory: string): string | undefined => {
  if (process.platform !== 'linux') return 'Linux';
  if (process.getuid?.() !== 0) return 'root';
  return existsSync(join(binDirectory, 'runc')) ? undefined : 'runc';
};

const isDockerRunning = async (): Promise<boolean> => {
  const { failed } = await execa('docker', ['info'], {
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
  });
  return !failed;
};
