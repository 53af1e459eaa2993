import { getProjects, joinPathFragments, type Tree } from '@nx/devkit';
import { chooseRepository } from '../choose-repository.ts';
import type { ServiceOptions } from './schema.ts';

/** What the generator was asked for, with everything found out. Paths are relative to the workspace. */
export interface ServicePlan {
  /** Short name: that of the image, of the chart and of the lock. */
  readonly name: string;
  /** Name of the Nx project. */
  readonly project: string;
  readonly root: string;
  readonly isNew: boolean;
  /** Where the image is pushed to. */
  readonly destination: string;
  /** Folder with gitops.yaml. */
  readonly repository: string;
  readonly chart: string;
}

export function normalizeOptions(tree: Tree, options: ServiceOptions): ServicePlan {
  const name = options.name.slice(options.name.lastIndexOf('/') + 1);
  const existing = findProject(tree, options.name);
  const repository = chooseRepository(tree, options.configRepository);
  const registry = (options.registry ?? 'registry.example').replace(/\/+$/, '');
  return {
    name,
    project: existing?.name ?? options.name,
    root: existing?.root ?? joinPathFragments(options.directory ?? 'apps', name),
    isNew: existing === undefined,
    destination: `${registry}/${name}`,
    repository,
    chart: joinPathFragments(repository, 'umbrella-chart'),
  };
}

/** By its whole name, else by its name without the scope. */
function findProject(tree: Tree, wanted: string): { name: string; root: string } | undefined {
  const projects = [...getProjects(tree)].map(([name, { root }]) => ({ name, root }));
  return (
    projects.find(({ name }) => name === wanted) ??
    projects.find(({ name }) => name.slice(name.lastIndexOf('/') + 1) === wanted)
  );
}
