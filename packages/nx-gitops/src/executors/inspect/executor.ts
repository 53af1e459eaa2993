import type { PromiseExecutor } from '@nx/devkit';
import { formatTrees } from '../../stages/inspect/format-trees.ts';
import { inspect } from '../../stages/inspect/inspect.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { InspectOptions } from './schema.ts';

/** Shows what an environment runs, as a tree. */
export const inspectExecutor: PromiseExecutor<InspectOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  formatTrees(await inspect(input, open.stage), environment).forEach(open.stage.report);
  return { success: true };
};
