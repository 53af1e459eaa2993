import type { PromiseExecutor } from '@nx/devkit';
import { appOf } from '../../stages/diff/diff.ts';
import { kappInspect } from '../../tools/kapp-inspect.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { InspectOptions } from './schema.ts';

/** Shows what an environment runs, as a tree. */
export const inspectExecutor: PromiseExecutor<InspectOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const tree = await kappInspect(open.stage.run, appOf(input, open.stage));
  open.stage.report(tree?.trimEnd() ?? `${environment.name} runs nothing`);
  return { success: true };
};
