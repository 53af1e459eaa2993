import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { execa } from 'execa';

import type { Tool } from './tool-list.ts';
import type { ToolVersion } from './version-table.ts';

/** runc and the like are in folders that only root has on PATH. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A tool on PATH, if it is the pinned version. */
export const findOnPath = async (
  tool: Tool,
  version: ToolVersion | undefined,
  exclude: string,
): Promise<string | undefined> => {
  if (!version) return undefined;
  const path = findExecutable(tool.name, exclude);
  if (!path) return undefined;
  const { all, failed } = await execa(path, [...version.versionArgs], {
    all: true,
    reject: false,
    timeout: 10_000,
    stdin: 'ignore',
  });
  return !failed && isWanted(tool, version, all) ? path : undefined;
};

/** runc is an interface more than a version: a distribution's own will do from the minimum on. */
const isWanted = (tool: Tool, version: ToolVersion, output: string): boolean => {
  if (tool.name === 'runc') return isAtLeast(output, version.minimum);
  return versionsIn(output).includes(version.version);
};

const versionsIn = (output: string): string[] =>
  [...output.matchAll(/(?<![\d.])v?(\d+\.\d+\.\d+)(?![\d.]*\d)/g)].map(
    ([, version]) => version ?? '',
  );

const isAtLeast = (output: string, minimum: string): boolean => {
  const [found] = versionsIn(output);
  return found !== undefined && found.localeCompare(minimum, 'en', { numeric: true }) >= 0;
};

const findExecutable = (name: string, exclude: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders]
    .filter((folder) => folder !== '' && folder !== exclude)
    .map((folder) => join(folder, name))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
