import { execa } from 'execa';

import type { Command } from './command.ts';
import { createReport } from './terminal/create-report.ts';
import { installTools } from './toolchain/install-tools.ts';
import { workspaceRoot } from './workspace.ts';

export const testCommand: Command = {
  summary: 'Run all checks and all tests, with real tools',
  details: 'The same as "npm run check" and "npm run integration" after installing the tools.',
  flags: [],
  run: async ({ signal }) => {
    await installTools({ report: createReport(), signal });
    for (const script of ['check', 'integration']) {
      const { exitCode = 1 } = await execa('npm', ['run', script], {
        cwd: workspaceRoot,
        stdio: 'inherit',
        reject: false,
        cancelSignal: signal,
      });
      if (exitCode !== 0) return exitCode;
    }
    return 0;
  },
};
