import type { PromiseExecutor } from '@nx/devkit';
import { diff, formatDifference } from '../../stages/diff/diff.ts';
import { chooseEnvironment, findRepository, openRun } from '../open-run.ts';
import type { DiffOptions } from './schema.ts';

/** Shows what a deploy would change. */
export const diffExecutor: PromiseExecutor<DiffOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = chooseEnvironment(repository, options.environment, context);
  const difference = await diff({ repository, environment, context: options.context }, open.stage);
  formatDifference(difference).forEach(open.stage.report);
  return { success: true };
};
