import { appOf } from '../stages/diff/diff.ts';
import { kappInspect } from '../tools/kapp-inspect.ts';
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
    const tree = await kappInspect(stage.run, appOf(input, stage));
    const { name } = input.environment;
    print(options.json, { environment: name, tree: tree ?? '' }, [
      tree?.trimEnd() ?? `${name} runs nothing`,
    ]);
    return 0;
  },
};
