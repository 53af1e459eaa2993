import { GitopsError } from '../model/errors.ts';
import { chooseSource, promote } from '../stages/promote/promote.ts';
import { formatPromoted } from '../stages/promote/format-promoted.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const promoteCommand: Command = {
  name: 'promote',
  summary: 'gives one environment the images that another one runs',
  usage:
    'nx-gitops promote --to <environment> [--from <environment>] [--services <a,b>] [--copy] [--override <reason>] [--branch <name>] [--dry-run] [--context <name>] [--repository <folder>] [--format text|json]',
  description:
    'Copies digests and never builds; one commit for all services, with the snapshot that follows. Then deploy the target.\n--from is promotion.from of the target where it is left out. --copy brings images that the target’s registry lacks.\nThe gates of the target (promotion.soak, promotion.healthy) are set aside with --override, which the commit records.',
  run: async (argv) => {
    const extra = {
      from: { type: 'string' },
      to: { type: 'string' },
      services: { type: 'string' },
      copy: { type: 'boolean' },
      override: { type: 'string' },
      branch: { type: 'string' },
    } as const;
    const options = parseCommandLine(argv, extra, { without: ['environment'] });
    const { own } = options;
    if (own.to === undefined) {
      const hint = 'Pass --to <environment>; --from is promotion.from of it where it is left out.';
      throw new GitopsError('OPTIONS_INVALID', 'A promotion needs to know where to', hint);
    }
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const to = findEnvironment(repository, own.to);
    const input = {
      repository,
      from: chooseSource(repository, to, own.from),
      to,
      context: options.context,
      services: own.services?.split(','),
      copy: own.copy ?? false,
      override: own.override,
      branch: own.branch,
    };
    const done = await promote(input, await openStage(open.root, options.dryRun));
    print(options.json, done, formatPromoted(done, to.name));
    return 0;
  },
};
