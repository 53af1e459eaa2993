import { isGitopsError } from '../model/errors.ts';
import { choosePreviewed } from '../stages/preview/choose-previewed.ts';
import { findPreviews, formatPreviews } from '../stages/preview/find-previews.ts';
import { formatPreview, preview } from '../stages/preview/preview.ts';
import { previewCluster } from '../stages/preview/preview-cluster.ts';
import { collectPreviews, removePreview } from '../stages/preview/remove-preview.ts';
import { findEnvironment, judgeServices, lockPath } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const previewCommand: Command = {
  name: 'preview',
  summary: 'shows the sources as they are in a namespace of their own',
  usage:
    'nx-gitops preview --name <name> [--service <name>] [--ttl <duration>] [--full] | --delete --name <name> | --list | --gc [--base <environment>] [--dry-run] [--context <name>] [--repository <folder>] [--format text|json]',
  description:
    'Services whose sources differ from the locks of the base run the images of these sources, which have to be built ("nx preview" does); the others run those of the base.\n--service shows one service with the chart in its own folder umbrella-chart. --gc removes previews whose time is over.\nWhat did not change since the last run is not looked at; --full compares every object with the cluster.',
  run: async (argv) => {
    const extra = {
      name: { type: 'string' },
      service: { type: 'string' },
      ttl: { type: 'string' },
      base: { type: 'string' },
      full: { type: 'boolean' },
      delete: { type: 'boolean' },
      list: { type: 'boolean' },
      gc: { type: 'boolean' },
    } as const;
    const options = parseCommandLine(argv, extra, { without: ['environment'] });
    const { own, json, context, dryRun } = options;
    const open = await openWorkspace();
    const stage = await openStage(open.root, dryRun);
    const repository = chooseRepository(open, options.repository);
    const base = findEnvironment(repository, own.base ?? repository.preview.base);
    const isOfAll = own.list || own.gc;
    const asked = isOfAll
      ? undefined
      : choosePreviewed(own, open.workspace.services, repository.preview);
    const cluster = previewCluster(repository, base, context, stage);
    if (asked === undefined) {
      const found = own.gc
        ? await collectPreviews({ repository, base, cluster }, stage)
        : await findPreviews(repository.application, cluster, stage);
      const lines = found.map(({ name }) => `${name}: ${dryRun ? 'would be ' : ''}removed`);
      const nothing = lines.length > 0 ? lines : ['No preview has expired'];
      print(json, found, own.gc ? nothing : formatPreviews(found, Date.now()));
      return 0;
    }
    if (own.delete) {
      const isRemoved = await removePreview({ repository, base, cluster }, asked.name, stage);
      const line = isRemoved ? `${dryRun ? 'would be ' : ''}removed` : 'there is no such preview';
      print(json, { name: asked.name, isRemoved }, [`${asked.name}: ${line}`]);
      return 0;
    }
    const { workspace } = open;
    const services = judgeServices(workspace, repository, base);
    const done = await preview(
      {
        ...{ repository, base, services, context, ...asked, full: own.full ?? false },
        keyOf: (service) => {
          const lock = workspace.locks.get(lockPath(base, service.name));
          const known = lock && !isGitopsError(lock) ? lock.built?.roots : undefined;
          const roots = known ?? [service.root];
          return { roots, listing: workspace.keys.list(service, roots) };
        },
      },
      stage,
    );
    print(json, done, formatPreview(done, dryRun));
    return 0;
  },
};
