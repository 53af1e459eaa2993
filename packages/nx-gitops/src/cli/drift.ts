import { findDrift, formatDrift, isDrifted } from '../stages/drift/drift.ts';
import { fixDrift } from '../stages/drift/fix-drift.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const driftCommand: Command = {
  name: 'drift',
  summary: 'compares every live object with the snapshot',
  usage:
    'nx-gitops drift [--fix] [--environment <name>] [--context <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'Changed fields with who changed them, objects that are missing, objects that are too many. --fix brings the snapshot back.\nExit code: 0 none, or fixed; 2 drift; 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { fix: { type: 'boolean' } });
    const { input, stage } = await openEnvironment(options);
    const drifts = await findDrift(input, stage);
    const isFixed = (options.own.fix ?? false) && drifts.some(isDrifted) && !options.dryRun;
    if (isFixed) await fixDrift(input, stage);
    const { name } = input.environment;
    print(options.json, drifts, [
      ...formatDrift(drifts, name),
      ...(isFixed ? [`${name}: fixed`] : []),
    ]);
    return drifts.some(isDrifted) && !isFixed ? 2 : 0;
  },
};
