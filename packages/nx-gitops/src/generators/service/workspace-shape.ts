import { posix } from 'node:path';
import { readJson, updateJson, type Tree } from '@nx/devkit';
import picomatch from 'picomatch';
import { isSeq, parse } from 'yaml';
import { editYaml } from '../edit-yaml.ts';

/** How projects come into being in a workspace. */
export interface WorkspaceShape {
  /** Projects are packages of the package manager; otherwise each has a project.json. */
  readonly isPackageBased: boolean;
  readonly isTyped: boolean;
}

interface RootManifest {
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const pnpmFile = 'pnpm-workspace.yaml';

export function readShape(tree: Tree): WorkspaceShape {
  const manifest = readManifest(tree);
  const packages = { ...manifest.dependencies, ...manifest.devDependencies };
  return {
    isPackageBased: globsOf(manifest) !== undefined || pnpmGlobs(tree) !== undefined,
    isTyped:
      'typescript' in packages || tree.exists('tsconfig.base.json') || tree.exists('tsconfig.json'),
  };
}

/** A new project is a package where the workspaces of the package manager cover its folder. */
export function joinWorkspaces(tree: Tree, root: string): void {
  const glob = `${posix.dirname(root)}/*`;
  const pnpm = pnpmGlobs(tree);
  if (pnpm !== undefined) {
    if (picomatch([...pnpm])(root)) return;
    editYaml(tree, pnpmFile, (document) => {
      const packages = document.get('packages');
      if (isSeq(packages)) packages.add(document.createNode(glob));
    });
    return;
  }
  const globs = globsOf(readManifest(tree));
  if (globs === undefined || picomatch([...globs])(root)) return;
  updateJson<RootManifest>(tree, 'package.json', (manifest) => ({
    ...manifest,
    workspaces: isList(manifest.workspaces)
      ? [...globs, glob]
      : { ...manifest.workspaces, packages: [...globs, glob] },
  }));
}

const readManifest = (tree: Tree): RootManifest =>
  tree.exists('package.json') ? readJson<RootManifest>(tree, 'package.json') : {};

const isList = (value: RootManifest['workspaces']): value is readonly string[] =>
  Array.isArray(value);

const globsOf = ({ workspaces }: RootManifest): readonly string[] | undefined =>
  isList(workspaces) ? workspaces : workspaces?.packages;

/** pnpm keeps settings in this file too: only with "packages" it is a list of workspaces. */
function pnpmGlobs(tree: Tree): readonly string[] | undefined {
  const text = tree.read(pnpmFile, 'utf8');
  return text === null ? undefined : (parse(text) as { packages?: string[] } | null)?.packages;
}
