import type { Command } from './command.ts';
import { chooseStages } from './platform/choose-stages.ts';
import { startPlatform } from './platform/start-platform.ts';
import { createReport } from './terminal/create-report.ts';
import { installTools } from './toolchain/install-tools.ts';
import { workspaceRoot } from './workspace.ts';

export const upCommand: Command = {
  summary: 'Start the local platform: registry, image builder and cluster',
  details: `Does nothing when it is up, mends it when a part has ended. Data is kept over "down" and "up".

NX_GITOPS_BUILDER=docker   build images with Docker instead of BuildKit
NX_GITOPS_CONTEXT=<name>   use this context of KUBECONFIG instead of a local cluster`,
  flags: [],
  run: async ({ signal }) => {
    const report = createReport();
    const { binDirectory } = await installTools({ stages: chooseStages(), report, signal });
    const since = Date.now();
    const { contract, started } = await startPlatform({
      directory: workspaceRoot,
      binDirectory,
      report,
      signal,
    });
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    report.done(
      started.length > 0
        ? `The local platform is up (${seconds} s)`
        : 'The local platform is already up',
    );
    process.stdout.write(
      `registry  ${contract.mirror}\nbuilder   ${contract.builder.kind}\ncontext   ${contract.context}\n`,
    );
    process.stdout.write(`          export KUBECONFIG=${contract.kubeconfig}\n`);
    return 0;
  },
};
