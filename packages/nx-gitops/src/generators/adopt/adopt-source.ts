import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { parse, stringify } from 'yaml';
import type { AdoptedChart } from '../../model/adopt/adoption.ts';
import type { Definition } from '../../model/adopt/definition.ts';
import { mergeValues } from '../../model/adopt/merge-values.ts';
import { partValues } from '../../model/adopt/part-values.ts';
import { isTree, type Tree as Values } from '../../model/manifest/tree.ts';
import { underChart } from '../../stages/adopt/adopt-release.ts';
import { holdsSecret } from '../../stages/adopt/hide-secrets.ts';
import { findKustomization, readKustomization, readManifests } from './adopt-folder.ts';
import { readChart } from './read-folder.ts';

export interface AdoptedSource {
  readonly chart?: AdoptedChart | undefined;
  /** A resource of the environment's kustomization, relative to its folder. */
  readonly kustomization?: string;
  readonly values: Values;
  readonly notes: readonly string[];
}

/** What a definition deploys: a chart from elsewhere, a chart, a kustomization or manifests of the workspace. */
export function adoptSource(tree: Tree, target: string, one: Definition): AdoptedSource {
  const { source, title } = one;
  if (source.kind === 'chart') {
    if (!/^v?\d+\.\d+\.\d+([-+].*)?$/.test(source.version)) {
      const add = `nx g nx-gitops:chart ${source.name} --repository=${source.repository} --chartVersion=<exact>`;
      const note = `${title}: "${source.version}" is no exact version: ${add}`;
      return { ...readValues(tree, one, source.name, '.'), notes: [note] };
    }
    const { name, version, repository } = source;
    return { ...readValues(tree, one, name, '.'), chart: { name, version, repository } };
  }
  const { path } = source;
  if (tree.exists(posix.join(path, 'Chart.yaml'))) {
    const chart = readChart(tree, path);
    return { ...readValues(tree, one, chart.name, path), chart };
  }
  if (findKustomization(tree, path)) {
    const { files, folder } = readKustomization(tree, path);
    const place = posix.join('kustomize', one.name);
    for (const [file, content] of files) {
      const to = posix.join(target, place, file);
      if (!tree.exists(to)) tree.write(to, Buffer.from(content));
    }
    return { kustomization: posix.join('../..', place, folder), values: {}, notes: [] };
  }
  if (tree.children(path).length === 0) {
    return { values: {}, notes: [`${title}: left out, ${path} is not in this workspace`] };
  }
  return { values: {}, ...readManifests(tree, path, one.name) };
}

/** The values of files and those of the definition, as Helm merges them. */
function readValues(
  tree: Tree,
  { title, valueFiles, values }: Definition,
  chart: string,
  folder: string,
): { readonly values: Values; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const merged = valueFiles.reduce<Values>((below, file) => {
    const path = file.startsWith('/') ? file.slice(1) : posix.join(folder, file);
    const text = path.includes('://') || file.startsWith('$') ? null : tree.read(path, 'utf8');
    const value: unknown = text === null ? undefined : parse(text);
    if (text === null) notes.push(`${title}: left out: ${file} is not in this workspace`);
    if (isTree(value) && 'sops' in value) {
      notes.push(`${title}: ${file} is encrypted; bring its values to values.sops.yaml with sops`);
      return below;
    }
    return isTree(value) ? mergeValues(below, value) : below;
  }, {});
  const { open, paths } = partValues(mergeValues(merged, values), (leaf) =>
    holdsSecret('values.yaml', stringify(leaf)),
  );
  const hidden = paths.map(
    (path) => `${title}: value ${path} left out, it looks like a secret; write it with sops`,
  );
  return { values: underChart(chart, open), notes: [...notes, ...hidden] };
}
