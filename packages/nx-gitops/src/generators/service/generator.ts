import {
  addDependenciesToPackageJson,
  installPackagesTask,
  joinPathFragments,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { writeMissing } from '../write-missing.ts';
import { keepRegistry } from '../keep-registry.ts';
import { addDependency } from '../add-dependency.ts';
import { imageFiles } from './image-files.ts';
import { listService } from './list-service.ts';
import { normalizeOptions, type ServicePlan } from './normalize-options.ts';
import { esbuildVersion, nameText, projectFiles } from './project-files.ts';
import { tellNotes } from './notes.ts';
import type { ServiceOptions } from './schema.ts';
import { writeSubchart } from './write-subchart.ts';
import { joinWorkspaces, readShape } from './workspace-shape.ts';

/** Makes a service that the config repository deploys: project, image, subchart. A second run changes nothing. */
export async function serviceGenerator(
  tree: Tree,
  options: ServiceOptions,
): Promise<GeneratorCallback | undefined> {
  const plan = normalizeOptions(tree, options);
  addDependency(tree, plan.chart, { name: plan.name, version: '0.1.0', repository: '' });
  const isFirstTime = !tree.exists(joinPathFragments(plan.root, 'kbld.yaml'));
  if (isFirstTime) tellNotes(plan);
  keepRegistry(tree, plan.firstRegistry);
  writeSubchart(tree, plan);
  listService(tree, plan);
  // A folder that Nx does not know becomes a project, with the scripts of its package.json.
  if (isFirstTime && !plan.isNew && !plan.isKnown) {
    writeMissing(tree, plan.root, { 'project.json': nameText(plan) });
  }
  writeMissing(tree, plan.root, imageFiles(tree, plan));
  return plan.isNew ? addProject(tree, plan) : undefined;
}

function addProject(tree: Tree, plan: ServicePlan): GeneratorCallback | undefined {
  const shape = readShape(tree);
  writeMissing(tree, plan.root, projectFiles(plan, shape));
  if (plan.kind !== 'node') return undefined;
  if (!shape.isPackageBased) {
    return addDependenciesToPackageJson(tree, {}, { esbuild: esbuildVersion }, undefined, true);
  }
  joinWorkspaces(tree, plan.root);
  return () => installPackagesTask(tree, true);
}
