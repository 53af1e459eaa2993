import type { PromiseExecutor } from '@nx/devkit';
import { parseDuration } from '../../model/duration.ts';
import { findCluster } from '../../stages/deploy/find-cluster.ts';
import { choosePreviewed } from '../../stages/preview/choose-previewed.ts';
import { formatPreview, preview } from '../../stages/preview/preview.ts';
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
  const place = { ...base, context: repository.preview.context ?? base.context };
  const cluster = findCluster(place, stage.platform, options.context);
  if (options.gc) {
    const removed = await collectPreviews({ repository, base, cluster }, stage);
    removed.forEach(({ name }) => stage.report(`${name}: its time is over`));
    return { success: true };
  }
  const asked = choosePreviewed(options, workspace.services);
  if (options.delete) {
    await removePreview({ repository, base, cluster }, asked.name, stage);
    return { success: true };
  }
  const services = judgeServices(workspace, repository, base);
  const ttl = asked.ttl === undefined ? repository.preview.ttl : parseDuration(asked.ttl);
  const keyOf = (service: (typeof services)[number]['service']) => {
    const roots = coveredRoots({ ...context, projectName: service.project });
    return { roots, listing: workspace.keys.list(service, roots) };
  };
  const where = { repository, base, services, context: options.context };
  const done = await preview({ ...where, ...asked, ttl, keyOf }, stage);
  formatPreview(done, stage.dryRun).forEach(stage.report);
  return { success: true };
};
