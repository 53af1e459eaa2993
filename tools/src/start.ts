import { setTimeout } from 'node:timers/promises';

import type { Command } from './command.ts';
import { startPlatform } from './platform/start-platform.ts';
import { chooseStages } from './platform/choose-stages.ts';
import { formatSummary } from './start/format-summary.ts';
import { readLocks } from './start/read-locks.ts';
import { readObjects } from './start/read-objects.ts';
import { explainLocks } from './start/explain-locks.ts';
import { runNx } from './start/run-nx.ts';
import { createReport } from './terminal/create-report.ts';
import { createStyle } from './terminal/style.ts';
import { installTools } from './toolchain/install-tools.ts';
import { workspaceRoot } from './workspace.ts';

export const startCommand: Command = {
  summary: 'Start the local platform and deploy the example to it',
  details: 'Everything it makes is the environment "local", which Git ignores.',
  flags: [],
  run: async ({ signal }) => {
    const report = createReport();
    const directory = workspaceRoot;
    const { binDirectory } = await installTools({ stages: ['images', 'release'], report, signal });
    await startPlatform({ directory, binDirectory, cluster: false, report, signal });
    const reasons = await explainLocks(signal);

    // On a bare machine images are built and manifests rendered while the control plane still compiles.
    const controlPlane = installTools({ stages: chooseStages(), report, signal });
    if (!(await isSoon(controlPlane))) {
      const exitCode = await runNx('validate-local', signal);
      if (exitCode !== 0) return exitCode;
    }
    await controlPlane;
    const { contract } = await startPlatform({ directory, binDirectory, report, signal });
    const exitCode = await runNx('deploy-local', signal);
    if (exitCode !== 0) return exitCode;

    const objects = await readObjects({ binDirectory, contract, signal });
    const summary = { reasons, locks: await readLocks(), objects };
    process.stdout.write(formatSummary(summary, createStyle(process.stdout)));
    return 0;
  },
};

/** Whether something ends within half a second. */
const isSoon = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([work.then(() => true), setTimeout(500, false, { ref: false })]);
