import {
  installPackagesTask,
  joinPathFragments,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { addDependency } from './add-dependency.ts';
import { imageFiles } from './image-files.ts';
import { joinWorkspaces } from './join-workspaces.ts';
import { listService } from './list-service.ts';
import { normalizeOptions } from './normalize-options.ts';
import { projectFiles } from './project-files.ts';
import type { ServiceOptions } from './schema.ts';
import { subchartFiles } from './subchart-files.ts';
import { writeMissing } from '../write-missing.ts';

/** Makes a service that the config repository deploys: project, image, subchart. A second run changes nothing. */
export async function serviceGenerator(
  tree: Tree,
  options: ServiceOptions,
): Promise<GeneratorCallback | undefined> {
  const plan = normalizeOptions(tree, options);
  const subchart = joinPathFragments(plan.chart, 'charts', plan.name);
  addDependency(tree, plan);
  writeMissing(tree, subchart, subchartFiles(tree, plan));
  listService(tree, plan);
  writeMissing(tree, plan.root, imageFiles(plan));
  if (!plan.isNew) return undefined;
  joinWorkspaces(tree, plan);
  writeMissing(tree, plan.root, projectFiles(plan));
  return () => installPackagesTask(tree, true);
}
