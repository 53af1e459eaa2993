import { formatUpdates, updateImages } from '../stages/update-images/update-images.ts';
import { servicesOf } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const updateImagesCommand: Command = {
  name: 'update-images',
  summary: 'pins newer third-party and base images by policy',
  usage:
    'nx-gitops update-images [<image> …] [--dry-run] [--repository <folder>] [--format text|json]',
  description:
    'Third-party images by the policies under "images" in gitops.yaml, into their lock; base images that Dockerfiles pin, by their tag.\nIt writes files and commits nothing. Without an image: all of them.',
  run: async (argv) => {
    const options = parseCommandLine(
      argv,
      {},
      {
        words: Infinity,
        without: ['environment', 'context'],
      },
    );
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const only = options.positionals.length > 0 ? options.positionals : undefined;
    const services = servicesOf(open.workspace, repository);
    const stage = await openStage(open.root, options.dryRun);
    const updates = await updateImages({ repository, services, only }, stage);
    print(options.json, updates, formatUpdates(updates, options.dryRun));
    return 0;
  },
};
