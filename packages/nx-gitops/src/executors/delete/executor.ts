import type { PromiseExecutor } from '@nx/devkit';
import { deleteRelease, formatDeleted } from '../../stages/delete/delete-release.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { DeleteOptions } from './schema.ts';

/** Deletes everything that an environment runs. */
export const deleteExecutor: PromiseExecutor<DeleteOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const { yes = false, wait = true, override } = options;
  const objects = await deleteRelease({ ...input, yes, wait, override }, open.stage);
  open.stage.report(formatDeleted(objects, environment.name, open.stage.dryRun));
  return { success: true };
};
