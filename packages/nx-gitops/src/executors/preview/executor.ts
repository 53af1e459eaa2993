import type { PromiseExecutor } from '@nx/devkit';
import { choosePreviewed } from '../../stages/preview/choose-previewed.ts';
import { formatPreview, preview } from '../../stages/preview/preview.ts';
import { previewCluster } from '../../stages/preview/preview-cluster.ts';
import { collectPreviews, removePreview } from '../../stages/preview/remove-preview.ts';
import { findEnvironment, judgeServices } from '../../workspace/workspace.ts';
import { coveredRoots } from '../covered-projects.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { PreviewOptions } from './schema.ts';

/** Shows the sources as they are in a namespace of their own, or removes such previews. */
export const previewExecutor: PromiseExecutor<PreviewOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const { workspace, stage } = open;
  const repository = findRepository(open);
  const base = findEnvironment(repository, repository.preview.base);
  const cluster = previewCluster(repository, base, options.context, stage);
  if (options.gc) {
    const removed = await collectPreviews({ repository, base, cluster }, stage);
    removed.forEach(({ name }) => stage.report(`${name}: its time is over`));
    return { success: true };
  }
  const asked = choosePreviewed(options, workspace.services, repository.preview);
  if (options.delete) {
    await removePreview({ repository, base, cluster }, asked.name, stage);
    return { success: true };
  }
  const services = judgeServices(workspace, repository, base);
  const keyOf = (service: (typeof services)[number]['service']) => {
    const roots = coveredRoots({ ...context, projectName: service.project });
    return { roots, listing: workspace.keys.list(service, roots) };
  };
  const where = { repository, base, services, context: options.context };
  const full = options.full ?? false;
  const done = await preview({ ...where, ...asked, keyOf, full }, stage);
  formatPreview(done, stage.dryRun).forEach(stage.report);
  return { success: true };
};
