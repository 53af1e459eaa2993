import { logs } from '../stages/logs/logs.ts';
import { parseCommandLine, parseCount, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const logsCommand: Command = {
  name: 'logs',
  summary: 'prints the logs of an environment, or of one service',
  usage:
    'nx-gitops logs [<service>] [--follow] [--lines <n>] [--environment <name>] [--context <name>] [--repository <folder>]',
  description:
    'The last lines of each container (10, or --lines). With --follow until Ctrl-C, of new pods too.',
  run: async (argv) => {
    const extra = {
      follow: { type: 'boolean', short: 'f' },
      lines: { type: 'string', default: '10' },
    } as const;
    const options = parseCommandLine(argv, extra, { words: 1, formats: ['text'] });
    const { follow = false, lines } = options.own;
    const choices = { follow, lines: parseCount('lines', lines) };
    const { input, stage } = await openEnvironment(options);
    const [service] = options.positionals;
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    await logs(input, { service, ...choices }, print, stage);
    return 0;
  },
};
