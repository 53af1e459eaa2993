import { diff, formatDifference } from '../stages/diff/diff.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'shows what a deploy would change in the cluster',
  usage:
    'nx-gitops diff [--environment <name>] [--context <name>] [--repository <folder>] [--format text|json]',
  description:
    'Compares the snapshot as it is with the cluster; renders nothing.\nExit code: 0 nothing to change, 2 there are changes, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv);
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const environment = findEnvironment(repository, options.environment);
    const difference = await diff(
      { repository, environment, context: options.context },
      await openStage(open.root),
    );
    print(options.json, difference, formatDifference(difference));
    return difference.changes.length > 0 ? 2 : 0;
  },
};
