import { formatRollback, rollback } from '../stages/rollback/rollback.ts';
import { judgeServices } from '../workspace/workspace.ts';
import { GitopsError } from '../model/errors.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const rollbackCommand: Command = {
  name: 'rollback',
  summary: 'brings back what an environment was at a commit',
  usage:
    'nx-gitops rollback --to <commit>|--to=-<n> [--services <a,b>] [--with-secrets] [--environment <name>] [--allow-deletion] [--yes] [--no-wait] [--dry-run] [--context <name>] [--repository <folder>] [--format text|json]',
  description:
    'Commits the locks, values and snapshot of then and deploys that snapshot: nothing is built or rendered.\nThe locks are held until "nx-gitops release". --to=-1 is the release before the one that runs. Encrypted files stay as they are, unless --with-secrets.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {
      to: { type: 'string' },
      services: { type: 'string' },
      'with-secrets': { type: 'boolean' },
      'allow-deletion': { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      'no-wait': { type: 'boolean' },
    });
    const { own } = options;
    if (own.to === undefined) {
      const hint = 'Pass --to <commit>, or --to=-1 for the release before.';
      throw new GitopsError('OPTIONS_INVALID', 'A rollback needs to know where to', hint);
    }
    const { input, stage, open } = await openEnvironment(options);
    const services = judgeServices(open.workspace, input.repository, input.environment);
    const choices = {
      wait: !own['no-wait'],
      allowDeletion: own['allow-deletion'] ?? false,
      yes: own.yes ?? false,
      kind: 'rollback' as const,
    };
    const only = own.services?.split(',');
    const withSecrets = own['with-secrets'] ?? false;
    const done = await rollback(
      { ...input, services, choices, to: own.to, only, withSecrets },
      stage,
    );
    print(options.json, done, formatRollback(done, input.environment.name));
    return 0;
  },
};
