import { join } from 'node:path';

import { execa } from 'execa';

import { workspaceRoot } from '../workspace.ts';

/** Runs a target of the config repository in front of the person who waits. Resolves to the exit code. */
export const runNx = async (target: string, signal: AbortSignal): Promise<number> => {
  const { exitCode = 1 } = await execa(
    join(workspaceRoot, 'node_modules/.bin/nx'),
    ['run', `config-repository:${target}`, '--output-style=stream'],
    {
      cwd: workspaceRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { NX_TUI: 'false' },
      reject: false,
      cancelSignal: signal,
    },
  );
  return exitCode;
};
