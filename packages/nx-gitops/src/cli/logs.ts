import { appOf } from '../stages/diff/diff.ts';
import { kappLogs } from '../tools/kapp-logs.ts';
import { parseCommandLine, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const logsCommand: Command = {
  name: 'logs',
  summary: 'prints the logs of an environment, or of one service',
  usage:
    'nx-gitops logs [<service>] [--follow] [--lines <n>] [--environment <name>] [--context <name>] [--repository <folder>]',
  description:
    'The last lines of each container (10, or --lines). With --follow until Ctrl-C, of new pods too.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {
      follow: { type: 'boolean', short: 'f' },
      lines: { type: 'string', default: '10' },
    });
    const { input, stage } = await openEnvironment(options);
    const [service] = options.positionals;
    const choices = {
      pod: service === undefined ? undefined : `${service}%`,
      follow: options.own.follow ?? false,
      lines: Number(options.own.lines),
    };
    const abort = new AbortController();
    process.once('SIGINT', () => abort.abort());
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    await kappLogs(stage.run, appOf(input, stage), choices, print, abort.signal);
    return 0;
  },
};
