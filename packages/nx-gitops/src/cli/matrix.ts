import { formatMatrix } from '../stages/matrix/format-matrix.ts';
import { matrix } from '../stages/matrix/matrix.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const matrixCommand: Command = {
  name: 'matrix',
  summary: 'shows which environment has which image of each service',
  usage: 'nx-gitops matrix [--environment <name>] [--repository <folder>] [--format text|json]',
  description:
    'From the locks of HEAD: digest, the commit of the lock, since when, and by how many commits of its sources it is behind.\nGit alone is asked: no registry, no cluster.',
  run: async (argv) => {
    const options = parseCommandLine(argv, {}, { without: ['context'] });
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    if (options.environment !== undefined) findEnvironment(repository, options.environment);
    const found = await matrix(repository, options.environment, await openStage(open.root));
    print(options.json, found, formatMatrix(found, Date.now()));
    return 0;
  },
};
