import { deleteRelease, formatDeleted } from '../stages/delete/delete-release.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const deleteCommand: Command = {
  name: 'delete',
  summary: 'deletes everything that an environment runs',
  usage:
    'nx-gitops delete [--environment <name>] [--yes] [--no-wait] [--override <reason>] [--dry-run] [--context <name>] [--repository <folder>] [--format text|json]',
  description:
    'Asks for the name of the environment at a terminal; a job says --yes. A freeze is set aside with --override, which the history shows.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {
      yes: { type: 'boolean', short: 'y' },
      'no-wait': { type: 'boolean' },
      override: { type: 'string' },
    });
    const { input, stage } = await openEnvironment(options);
    const { own } = options;
    const choices = { yes: own.yes ?? false, wait: !own['no-wait'], override: own.override };
    const objects = await deleteRelease({ ...input, ...choices }, stage);
    const { name } = input.environment;
    print(options.json, { environment: name, objects }, [
      formatDeleted(objects, name, options.dryRun),
    ]);
    return 0;
  },
};
