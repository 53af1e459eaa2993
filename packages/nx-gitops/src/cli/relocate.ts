import { GitopsError } from '../model/errors.ts';
import { relocate } from '../stages/relocate/relocate.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { servicesOf } from '../workspace/workspace.ts';
import { openEnvironment } from './open-environment.ts';

export const relocateCommand: Command = {
  name: 'relocate',
  summary: 'copies the images of a snapshot to another registry, by digest',
  usage:
    'nx-gitops relocate --to <registry> [--environment <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'What the registry has already is not copied. Set "registry" of the environment to it, and render names the copies.\nExit code: 0 all are there, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { to: { type: 'string' } });
    const { to } = options.own;
    if (to === undefined) {
      throw new GitopsError(
        'OPTIONS_INVALID',
        '"relocate" needs --to',
        'E.g. --to air.gap/mirror.',
      );
    }
    const { input, stage, open } = await openEnvironment(options);
    const services = servicesOf(open.workspace, input.repository).map(({ name }) => name);
    const registry = to.replace(/\/$/, '');
    const images = await relocate({ ...input, services, registry }, stage);
    const copied = images.filter((one) => one.copied).length;
    print(options.json, { environment: input.environment.name, to, images }, [
      `${input.environment.name}: ${copied} of ${images.length} images ${options.dryRun ? 'would be ' : ''}copied to ${to}`,
    ]);
    return 0;
  },
};
