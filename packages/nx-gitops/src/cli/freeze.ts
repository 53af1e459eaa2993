import { formatFreeze } from '../model/release/freeze.ts';
import { freeze, unfreeze } from '../stages/freeze/freeze.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

const common = '[--context <name>] [--repository <folder>] [--dry-run] [--format text|json]';

export const freezeCommand: Command = {
  name: 'freeze',
  summary: 'closes an environment: deploy refuses',
  usage: `nx-gitops freeze <environment> --reason <text> [--until <time>] ${common}`,
  description:
    'Kept in the cluster, for everybody. It ends at --until, or with "nx-gitops unfreeze".\nExit code: 0 closed, 1 error.',
  run: async (argv) => {
    const own = { reason: { type: 'string' }, until: { type: 'string' } } as const;
    const options = parseCommandLine(argv, own, { words: 1 });
    const { input, stage } = await openEnvironment({
      ...options,
      environment: options.positionals[0] ?? options.environment,
    });
    const { reason, until } = options.own;
    const frozen = await freeze(input, { reason, until }, stage);
    const verb = stage.dryRun ? 'would be' : 'is';
    print(options.json, frozen, [
      `${input.environment.name} ${verb} closed: ${formatFreeze(frozen)}`,
    ]);
    return 0;
  },
};

export const unfreezeCommand: Command = {
  name: 'unfreeze',
  summary: 'opens an environment again',
  usage: `nx-gitops unfreeze <environment> ${common}`,
  description: 'Ends what "nx-gitops freeze" began.\nExit code: 0 open, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {}, { words: 1 });
    const { input, stage } = await openEnvironment({
      ...options,
      environment: options.positionals[0] ?? options.environment,
    });
    const before = await unfreeze(input, stage);
    const what = before ? (stage.dryRun ? 'would be open' : 'is open again') : 'was not closed';
    print(options.json, { before: before ?? null }, [`${input.environment.name} ${what}`]);
    return 0;
  },
};
