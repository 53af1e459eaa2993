import { spawnSync } from 'node:child_process';

const environment = {
  ...process.env,
  // As the hook's line has it: certificates cost Node 20 more than the whole check.
  NODE_EXTRA_CA_CERTS: '',
  GIT_CONFIG_NOSYSTEM: '1',
  HUSKY: '1',
};

/** Runs a program in a folder, whatever its exit code. */
export const runIn = (cwd: string, file: string, ...args: string[]) =>
  spawnSync(file, args, { cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });
