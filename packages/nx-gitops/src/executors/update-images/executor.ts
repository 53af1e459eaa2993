import type { PromiseExecutor } from '@nx/devkit';
import { formatUpdates, updateImages } from '../../stages/update-images/update-images.ts';
import { servicesOf } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { UpdateImagesOptions } from './schema.ts';

/** Pins newer third-party and base images by policy. */
export const updateImagesExecutor: PromiseExecutor<UpdateImagesOptions> = async (
  options,
  context,
) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const services = servicesOf(open.workspace, repository);
  const updates = await updateImages({ repository, services, only: options.images }, open.stage);
  formatUpdates(updates, open.stage.dryRun).forEach(open.stage.report);
  return { success: true };
};
