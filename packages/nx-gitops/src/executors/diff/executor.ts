import type { PromiseExecutor } from '@nx/devkit';
import { resolve } from 'node:path';
import { diff, writePlan } from '../../stages/diff/diff.ts';
import { formatPlan } from '../../stages/diff/format-plan.ts';
import { chooseEnvironment, findRepository, openRun } from '../open-run.ts';
import type { DiffOptions } from './schema.ts';

/** Shows what a deploy would change. */
export const diffExecutor: PromiseExecutor<DiffOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = chooseEnvironment(repository, options.environment, context);
  const plan = await diff({ repository, environment, context: options.context }, open.stage);
  if (options.out !== undefined) await writePlan(resolve(context.root, options.out), plan);
  formatPlan(plan).forEach(open.stage.report);
  return { success: true };
};
