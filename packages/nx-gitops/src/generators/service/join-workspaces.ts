import { readJson, updateJson, type Tree } from '@nx/devkit';
import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { ServicePlan } from './normalize-options.ts';

interface RootManifest {
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
}

/** A new project is one for Nx where the workspaces of the package manager cover its folder. */
export function joinWorkspaces(tree: Tree, { root }: ServicePlan): void {
  if (tree.exists('pnpm-workspace.yaml') || !tree.exists('package.json')) return;
  const { workspaces = [] } = readJson<RootManifest>(tree, 'package.json');
  if (!isList(workspaces) || picomatch([...workspaces])(root)) return;
  updateJson(tree, 'package.json', (manifest: RootManifest) => ({
    ...manifest,
    workspaces: [...workspaces, `${posix.dirname(root)}/*`],
  }));
}

const isList = (value: NonNullable<RootManifest['workspaces']>): value is readonly string[] =>
  Array.isArray(value);
