import { formatHistory, history } from '../stages/history/history.ts';
import { parseCommandLine, parseCount, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const historyCommand: Command = {
  name: 'history',
  summary: 'lists the releases of an environment',
  usage:
    'nx-gitops history [--environment <name>] [--limit <n>] [--context <name>] [--repository <folder>] [--format text|json]',
  description: 'Who deployed when, which commit, with which result; the newest first.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { limit: { type: 'string', default: '20' } });
    const limit = parseCount('limit', options.own.limit);
    const { input, stage } = await openEnvironment(options);
    const releases = await history(input, limit, stage);
    print(options.json, releases, formatHistory(releases, input.environment.name));
    return 0;
  },
};
