import { releaseHolds } from '../stages/rollback/release-holds.ts';
import { servicesOf } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const releaseCommand: Command = {
  name: 'release',
  summary: 'takes the hold off locks that a rollback put on',
  usage:
    'nx-gitops release [<service> …] [--environment <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'Without a service: all that are held. Then "nx deploy" builds what moved on meanwhile; "nx-gitops publish" tells the others.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {}, { words: Infinity });
    const { input, stage, open } = await openEnvironment(options);
    const all = servicesOf(open.workspace, input.repository).map(({ name }) => name);
    const named = options.positionals.length > 0 ? options.positionals : all;
    const released = await releaseHolds(input.environment, named, stage);
    print(options.json, released, [
      released.length > 0 ? `No longer held: ${released.join(', ')}` : 'Nothing is held',
    ]);
    return 0;
  },
};
