import { posix } from 'node:path';
import {
  getProjects,
  glob,
  joinPathFragments,
  type ProjectConfiguration,
  type Tree,
} from '@nx/devkit';
import { chooseRepository } from '../choose-repository.ts';
import { findOutput, isPlainSite, type BuildOutput } from './find-output.ts';
import { findKind } from './kinds/find-kind.ts';
import type { KindName } from './kinds/service-kind.ts';
import type { ServiceOptions } from './schema.ts';

/** What the generator was asked for, with everything found out. Paths are relative to the workspace. */
export interface ServicePlan extends ChartPlan {
  /** Name of the Nx project. */
  readonly project: string;
  readonly root: string;
  /** Nothing is there yet. */
  readonly isNew: boolean;
  /** Nx has a project of this name. */
  readonly isKnown: boolean;
  readonly kind: KindName;
  readonly output: BuildOutput;
  /** Where the image is pushed to. */
  readonly destination: string;
  /** Whether somebody named the registry, now or before. */
  readonly hasRegistry: boolean;
  /** The first one of the workspace, if it was named now. */
  readonly firstRegistry: string | undefined;
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
  const asked = options.registry?.replace(/\/+$/, '') || undefined;
  const known = findRegistry(tree);
  const registry = asked ?? known ?? 'registry.example';
  const root = existing?.root ?? joinPathFragments(options.directory ?? 'apps', name);
  const isNew = existing === undefined && tree.children(root).length === 0;
  const kind =
    options.kind !== undefined && options.kind !== 'auto'
      ? options.kind
      : isNew
        ? 'node'
        : findKind(tree, root);
  return {
    name,
    project: existing?.name ?? options.name,
    root,
    isNew,
    isKnown: existing !== undefined,
    kind,
    output:
      kind === 'static' && !isNew && isPlainSite(tree, root, existing)
        ? { context: '.', folder: 'public' }
        : findOutput(kind === 'node' || kind === 'static' ? existing : undefined),
    destination: `${registry}/${name}`,
    firstRegistry: known === undefined ? asked : undefined,
    hasRegistry: (asked ?? known) !== undefined,
    repository,
    chart: joinPathFragments(repository, 'umbrella-chart'),
    ingress: options.ingress,
    hpa: options.hpa ?? false,
    pdb: options.pdb ?? true,
    networkPolicy: options.networkPolicy ?? true,
  };
}

/** Where the other services go. */
function findRegistry(tree: Tree): string | undefined {
  for (const file of glob(tree, ['**/kbld.yaml']).sort()) {
    const [, image] = /^\s*newImage:\s*(\S+)\s*$/m.exec(tree.read(file, 'utf8') ?? '') ?? [];
    if (image?.includes('/')) return posix.dirname(image);
  }
  return undefined;
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
