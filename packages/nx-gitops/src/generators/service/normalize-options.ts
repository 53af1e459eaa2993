import { posix } from 'node:path';
import {
  getProjects,
  glob,
  joinPathFragments,
  type ProjectConfiguration,
  type Tree,
} from '@nx/devkit';
import { chooseRepository } from '../choose-repository.ts';
import { findOutput, type BuildOutput } from './find-output.ts';
import { findKind } from './kinds/find-kind.ts';
import type { KindName } from './kinds/service-kind.ts';
import type { ServiceOptions } from './schema.ts';

/** What the generator was asked for, with everything found out. Paths are relative to the workspace. */
export interface ServicePlan extends ChartPlan {
  /** Name of the Nx project. */
  readonly project: string;
  readonly root: string;
  readonly isNew: boolean;
  readonly kind: KindName;
  readonly output: BuildOutput;
  /** Where the image is pushed to. */
  readonly destination: string;
  /** Folder with gitops.yaml. */
  readonly repository: string;
}

/** The part of the plan that the subchart is made of. */
export interface ChartPlan {
  /** Short name: that of the image, of the chart and of the lock. */
  readonly name: string;
  /** The umbrella chart. */
  readonly chart: string;
  readonly kind: KindName;
  readonly ingress: string | undefined;
  readonly hpa: boolean;
  readonly pdb: boolean;
  readonly networkPolicy: boolean;
}

export function normalizeOptions(tree: Tree, options: ServiceOptions): ServicePlan {
  const name = options.name.slice(options.name.lastIndexOf('/') + 1);
  const existing = findProject(tree, options.name);
  const repository = chooseRepository(tree, options.configRepository);
  const registry = (options.registry || findRegistry(tree)).replace(/\/+$/, '');
  const root = existing?.root ?? joinPathFragments(options.directory ?? 'apps', name);
  const asked = options.kind ?? 'auto';
  const kind = asked !== 'auto' ? asked : existing ? findKind(tree, root) : 'node';
  return {
    name,
    project: existing?.name ?? options.name,
    root,
    isNew: existing === undefined,
    kind,
    output: findOutput(kind === 'node' || kind === 'static' ? existing : undefined),
    destination: `${registry}/${name}`,
    repository,
    chart: joinPathFragments(repository, 'umbrella-chart'),
    ingress: options.ingress,
    hpa: options.hpa ?? false,
    pdb: options.pdb ?? true,
    networkPolicy: options.networkPolicy ?? true,
  };
}

/** Where the other services go. */
function findRegistry(tree: Tree): string {
  for (const file of glob(tree, ['**/kbld.yaml']).sort()) {
    const [, image] = /^\s*newImage:\s*(\S+)\s*$/m.exec(tree.read(file, 'utf8') ?? '') ?? [];
    if (image?.includes('/')) return posix.dirname(image);
  }
  return 'registry.example';
}

/** By its whole name, else by its name without the scope. */
function findProject(
  tree: Tree,
  wanted: string,
): (ProjectConfiguration & { name: string }) | undefined {
  const projects = [...getProjects(tree)].map(([name, project]) => ({ ...project, name }));
  return (
    projects.find(({ name }) => name === wanted) ??
    projects.find(({ name }) => name.slice(name.lastIndexOf('/') + 1) === wanted)
  );
}
