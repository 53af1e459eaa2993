import { formatPublished, publish } from '../stages/publish/publish.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const publishCommand: Command = {
  name: 'publish',
  summary: 'commits locks and the snapshots that follow from them, and pushes',
  usage:
    'nx-gitops publish [--branch <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description:
    'Takes the locks that differ from HEAD, joins them with the remote branch, renders there, and pushes one commit.\nYour index and your files stay as they are. Exit code: 0 pushed, or nothing to do; 1 error.',
  run: async (argv) => {
    const options = parseCommandLine(
      argv,
      { branch: { type: 'string' } },
      { without: ['environment', 'context'] },
    );
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const stage = await openStage(open.root, options.dryRun);
    const published = await publish({ repository, branch: options.own.branch }, stage);
    print(options.json, published, formatPublished(published));
    return 0;
  },
};
