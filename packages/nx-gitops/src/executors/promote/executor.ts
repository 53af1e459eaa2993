import type { PromiseExecutor } from '@nx/devkit';
import { formatPromoted } from '../../stages/promote/format-promoted.ts';
import { chooseSource, promote } from '../../stages/promote/promote.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { PromoteOptions } from './schema.ts';

/** Gives one environment the images that another one runs. */
export const promoteExecutor: PromiseExecutor<PromoteOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const to = findEnvironment(repository, options.to);
  const from = chooseSource(repository, to, options.from);
  const { services, override, branch, copy = false } = options;
  const where = { repository, from, to, context: options.context };
  const done = await promote({ ...where, services, copy, override, branch }, open.stage);
  formatPromoted(done, to.name).forEach(open.stage.report);
  return { success: true };
};
