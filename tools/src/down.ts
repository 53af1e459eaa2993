import type { Command } from './command.ts';
import { stopPlatform } from './platform/stop-platform.ts';
import { createReport } from './terminal/create-report.ts';
import { workspaceRoot } from './workspace.ts';

export const downCommand: Command = {
  summary: 'Stop the local platform',
  details: '--wipe   also remove its data: images, objects of the cluster, build cache, logs',
  flags: ['wipe'],
  run: async ({ flags, signal }) => {
    const report = createReport();
    const wipe = flags.has('wipe');
    const wasUp = await stopPlatform({ directory: workspaceRoot, wipe, report, signal });
    report.done(
      wasUp
        ? `The local platform is down${wipe ? ', its data removed' : ''}`
        : 'The local platform was not up',
    );
    return 0;
  },
};
