import { countOf } from '../../model/count-of.ts';
import type { PromiseExecutor } from '@nx/devkit';
import { render } from '../../stages/render/render.ts';
import { servicesOf } from '../../workspace/workspace.ts';
import { chooseEnvironment, findRepository, openRun } from '../open-run.ts';
import type { RenderOptions } from './schema.ts';

/** Makes the snapshot of an environment. */
export const renderExecutor: PromiseExecutor<RenderOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = chooseEnvironment(repository, options.environment, context);
  const services = servicesOf(open.workspace, repository);
  const { path, objects, digest, changed } = await render(
    { repository, environment, services, full: options.full ?? false, tree: open.workspace.tree },
    open.stage,
  );
  const what = open.stage.dryRun ? 'would be written' : changed ? 'written' : 'unchanged';
  open.stage.report(`${path}: ${countOf(objects, 'object')}, ${digest}, ${what}`);
  return { success: true };
};
