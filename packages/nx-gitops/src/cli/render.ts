import { countOf } from '../model/count-of.ts';
import { render } from '../stages/render/render.ts';
import { servicesOf } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const renderCommand: Command = {
  name: 'render',
  summary: 'makes the snapshot of an environment from charts, values and locks',
  usage:
    'nx-gitops render [--environment <name>] [--repository <folder>] [--full] [--dry-run] [--format text|json]',
  description:
    'Renders what changed since the committed snapshot was made; --full renders everything. The bytes are the same.\nBuilds and locks nothing. Exit code: 0 rendered, 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { full: { type: 'boolean' } });
    const { input, stage, open } = await openEnvironment(options, ['helm', 'kbld']);
    const { repository, environment } = input;
    const services = servicesOf(open.workspace, repository);
    const full = options.own.full ?? false;
    const { tree } = open.workspace;
    const rendered = await render({ repository, environment, services, full, tree }, stage);
    const { path, objects, digest, changed } = rendered;
    const what = options.dryRun ? 'would be written' : changed ? 'written' : 'unchanged';
    print(options.json, rendered, [`${path}: ${countOf(objects, 'object')}, ${digest}, ${what}`]);
    return 0;
  },
};
