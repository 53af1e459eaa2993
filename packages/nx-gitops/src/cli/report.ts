import { collectReport } from '../stages/report/collect-report.ts';
import { writeReport } from '../stages/report/write-report.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'writes the status page: one HTML file',
  usage:
    'nx-gitops report [--output <file>] [--environment <name>] [--context <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'Environments × services with digest, commit and age; per environment the release that runs, plan, drift, resources, history and the changes of the snapshot. Without --environment all of them. --format json prints the values and writes nothing.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { output: { type: 'string' } });
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const stage = await openStage(open.root, options.dryRun);
    const environments = options.environment
      ? [findEnvironment(repository, options.environment)]
      : repository.environments;
    const { workspace } = open;
    const input = { workspace, repository, environments, context: options.context };
    if (options.json) print(true, await collectReport(input, stage), []);
    else await writeReport(input, options.own.output, stage);
    return 0;
  },
};
