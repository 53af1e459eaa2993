import type { Command } from './command.ts';
import { createReport } from './terminal/create-report.ts';
import { installTools } from './toolchain/install-tools.ts';

export const toolsCommand: Command = {
  summary: 'Install all pinned tools into .nx-gitops/bin',
  details:
    'Takes them from PATH where they are the pinned version, else builds them with Go (once for a machine).',
  flags: [],
  run: async ({ signal }) => {
    const report = createReport();
    const { binDirectory, missing } = await installTools({ report, signal });
    for (const [name, reason] of Object.entries(missing)) {
      process.stderr.write(
        `${name} is missing: ${reason}\nInstall it ("apt-get install ${name}"), or use Docker.\n`,
      );
    }
    report.done(`All tools are in ${binDirectory}`);
    return 0;
  },
};
