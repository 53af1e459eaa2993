import { formatTrees } from '../stages/inspect/format-trees.ts';
import { inspect } from '../stages/inspect/inspect.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'shows what runs, as a tree',
  usage:
    'nx-gitops inspect [--environment <name>] [--context <name>] [--repository <folder>] [--format text|json]',
  description: 'Deployments, their replica sets, their pods, and what kapp knows of their state.',
  run: async (argv) => {
    const options = parseCommandLine(argv);
    const { input, stage } = await openEnvironment(options);
    const { environment } = input;
    const objects = await inspect(input, stage);
    print(
      options.json,
      { environment: environment.name, objects },
      formatTrees(objects, environment),
    );
    return 0;
  },
};
