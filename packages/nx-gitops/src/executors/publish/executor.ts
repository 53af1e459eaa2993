import type { PromiseExecutor } from '@nx/devkit';
import { formatPublished, publish } from '../../stages/publish/publish.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { PublishOptions } from './schema.ts';

/** Commits locks and the snapshots that follow from them, and pushes. */
export const publishExecutor: PromiseExecutor<PublishOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const published = await publish({ repository, branch: options.branch }, open.stage);
  formatPublished(published).forEach(open.stage.report);
  return { success: true };
};
