import { posix } from 'node:path';
import { visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import { parse } from 'yaml';
import { parseYamlDocuments } from '../../model/manifest/yaml.ts';
import { isTree, type Tree as Values } from '../../model/manifest/tree.ts';
import { objectPath, objectTemplate } from '../../model/adopt/object-file.ts';
import type { AdoptedChart } from '../../model/adopt/adoption.ts';

const kustomizationFiles = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export const findKustomization = (tree: Tree, folder: string): string | undefined =>
  kustomizationFiles.map((name) => posix.join(folder, name)).find((file) => tree.exists(file));

/** A kustomization with all folders that it builds on, relative to the one that holds them all. */
export interface Kustomization {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The kustomization itself, relative to the same folder. */
  readonly folder: string;
}

export function readKustomization(tree: Tree, folder: string): Kustomization {
  const folders = new Set<string>();
  const visit = (one: string): void => {
    if (folders.has(one)) return;
    folders.add(one);
    const value: unknown = parse(tree.read(findKustomization(tree, one) ?? '', 'utf8') ?? '');
    const named = isTree(value)
      ? ['resources', 'bases', 'components'].flatMap((key) => (value[key] ?? []) as string[])
      : [];
    for (const name of named) {
      const path = posix.join(one, name);
      if (!/:\/\/|\?ref=/.test(name) && findKustomization(tree, path)) visit(path);
    }
  };
  visit(folder);
  const above = commonFolder([...folders]);
  const files = new Map<string, Uint8Array>();
  for (const one of folders) {
    visitNotIgnoredFiles(tree, one, (file) => {
      const content = tree.read(file);
      if (content !== null) files.set(posix.relative(above, file), content);
    });
  }
  return { files, folder: posix.relative(above, folder) };
}

function commonFolder(folders: readonly string[]): string {
  let above = folders[0] ?? '.';
  while (above !== '.' && !folders.every((one) => one === above || one.startsWith(`${above}/`))) {
    above = posix.dirname(above);
  }
  return above;
}

/** Plain manifests as a chart; Secrets, and what is for the old deployer alone, are left out and named. */
export function readManifests(
  tree: Tree,
  folder: string,
  name: string,
): { readonly chart: AdoptedChart | undefined; readonly notes: readonly string[] } {
  const files = new Map<string, string>();
  const notes: string[] = [];
  visitNotIgnoredFiles(tree, folder, (file) => {
    if (!/\.(ya?ml|json)$/.test(file)) return;
    for (const { value } of parseYamlDocuments(tree.read(file, 'utf8') ?? '', file)) {
      const object = value as Values;
      if (!isTree(object) || object['kind'] === undefined) continue;
      if (/^(argoproj\.io|.*\.fluxcd\.io)\//.test(String(object['apiVersion']))) continue;
      if (object['kind'] === 'Secret')
        notes.push(`${file}: Secret left out; nx g nx-gitops:secret`);
      else files.set(objectPath(object), objectTemplate(object));
    }
  });
  if (files.size === 0) return { chart: undefined, notes };
  files.set('Chart.yaml', `apiVersion: v2\nname: ${name}\ntype: application\nversion: 0.1.0\n`);
  return { chart: { name, version: '0.1.0', repository: '', files }, notes };
}
