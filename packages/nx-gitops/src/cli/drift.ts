import { findDrift, isDrifted } from '../stages/drift/drift.ts';
import { formatDrift } from '../stages/drift/format-drift.ts';
import { fixDrift } from '../stages/drift/fix-drift.ts';
import { tellUndeployed } from '../stages/drift/tell-undeployed.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const driftCommand: Command = {
  name: 'drift',
  summary: 'compares every live object with the snapshot',
  usage:
    'nx-gitops drift [--fix] [--yes] [--environment <name>] [--context <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'Changed fields with who changed them, objects that are missing, objects that are too many. --fix brings the snapshot that was deployed back; a protected environment asks for its name, or --yes.\nExit code: 0 none, or fixed; 2 drift; 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {
      fix: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
    });
    const { input, stage } = await openEnvironment(options);
    const [drifts] = await Promise.all([findDrift(input, stage), tellUndeployed(input, stage)]);
    const { fix = false, yes = false } = options.own;
    const count = drifts.filter(isDrifted).length;
    const isFixed = fix && count > 0 && !options.dryRun;
    if (isFixed) await fixDrift({ ...input, count, yes }, stage);
    const { name } = input.environment;
    print(options.json, drifts, [
      ...formatDrift(drifts, name),
      ...(isFixed ? [`${name}: fixed`] : []),
    ]);
    return count > 0 && !isFixed ? 2 : 0;
  },
};
