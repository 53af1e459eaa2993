import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';

import type { PlatformPaths } from './platform-paths.ts';

/** A BuildKit that was killed leaves build steps running and file systems mounted. */
export const releaseBuildkit = async ({ buildkit }: PlatformPaths): Promise<void> => {
  if (process.platform !== 'linux') return;
  const steps = listProcesses().filter((pid) => belongsTo(pid, buildkit));
  for (const pid of steps) kill(pid);
  if (steps.length > 0) await sleep(100);
  for (const mount of listMounts(buildkit).reverse()) {
    await execa('umount', ['-l', mount], { reject: false, stdin: 'ignore' });
  }
};

const listProcesses = (): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid);

/** runc names the folder in its arguments; the step itself has its root file system there. */
const belongsTo = (pid: number, folder: string): boolean => {
  const [command = '', ...args] = readLines(`/proc/${pid}/cmdline`, '\0');
  const isRunc =
    /(^|\/)runc$/.test(command) && args.some((argument) => argument.startsWith(`${folder}/`));
  return isRunc || readLines(`/proc/${pid}/mountinfo`, '\n').some((line) => isRootIn(line, folder));
};

/** Mount options of an overlay name its folders: `… / / rw … - overlay overlay rw,upperdir=<folder>/…`. */
const isRootIn = (line: string, folder: string): boolean => {
  const [, , , , mountPoint] = line.split(' ');
  return mountPoint === '/' && line.includes(`=${folder}/`);
};

const listMounts = (folder: string): string[] =>
  readLines('/proc/self/mountinfo', '\n')
    .map((line) => line.split(' ')[4]?.replaceAll('\\040', ' ') ?? '')
    .filter((path) => path.startsWith(`${folder}/`));

const readLines = (path: string, separator: string): string[] => {
  try {
    return readFileSync(path, 'utf8').split(separator);
  } catch {
    return [];
  }
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
};
