import { posix } from 'node:path';
import { readJson, type ProjectConfiguration, type Tree } from '@nx/devkit';

/** Where the build context of an image is, and what the target `build` leaves in it. */
export interface BuildOutput {
  /** The build context, relative to the project. */
  readonly context: string;
  /** The folder with what was built, relative to the build context. */
  readonly folder: string;
}

/**
 * The output of the target `build`. It often lies in `dist/` of the workspace; then the context is the workspace,
 * of which a build sees only the covered files and outputs.
 */
export function findOutput(project: ProjectConfiguration | undefined): BuildOutput {
  const inside = { context: '.', folder: 'dist' };
  if (project === undefined) return inside;
  const build = project.targets?.['build'];
  const path: unknown = build?.options?.outputPath ?? build?.outputs?.[0];
  if (typeof path !== 'string') return inside;
  const folder = path
    .replace('{options.outputPath}', String(build?.options?.outputPath ?? ''))
    .replace('{projectRoot}', project.root)
    .replace(/^\{workspaceRoot\}\//, '');
  if (/[{*]/.test(folder) || folder === '') return inside;
  const below = posix.relative(project.root, folder);
  if (!below.startsWith('..')) return { context: '.', folder: below || 'dist' };
  return { context: posix.relative(project.root, '.'), folder };
}

/** Pages that nothing builds. */
export function isPlainSite(
  tree: Tree,
  root: string,
  project: ProjectConfiguration | undefined,
): boolean {
  if (project?.targets?.['build'] || !tree.exists(`${root}/public/index.html`)) return false;
  const manifest = `${root}/package.json`;
  return !(
    tree.exists(manifest) &&
    readJson<{ scripts?: Record<string, string> }>(tree, manifest).scripts?.['build']
  );
}
