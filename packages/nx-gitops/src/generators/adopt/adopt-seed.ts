import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { parse } from 'yaml';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { ChartFile } from '../../model/chart/chart-lock.ts';
import { digestDependencies } from '../../model/chart/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';
import { editYaml } from '../edit-yaml.ts';
import type { AdoptOptions } from './schema.ts';

/** A repository of the layout of k8s-gitops: it stays as it is; its scripts say the names. */
export function adoptSeed(tree: Tree, folder: string, options: AdoptOptions): Adoption {
  const umbrella = posix.join(folder, 'umbrella-chart');
  if (!tree.exists(posix.join(umbrella, 'Chart.yaml'))) {
    throw new GitopsError(
      'CHART_INVALID',
      `${umbrella}/Chart.yaml does not exist`,
      'Name the folder that holds "umbrella-chart" with --path.',
    );
  }
  const scripts = tree
    .children(folder)
    .filter((name) => name.endsWith('.sh'))
    .map((name) => tree.read(posix.join(folder, name), 'utf8') ?? '')
    .join('\n')
    .replaceAll(/^\s*#.*$/gm, '');
  const flag = (short: string, long: string): string | undefined =>
    new RegExp(`^.*\\bkapp\\s+deploy\\b.*?\\s(?:-${short}|--${long})[ =]([a-z0-9-]+)`, 'm').exec(
      scripts,
    )?.[1];
  const helm = /\bhelm\s+template\s+([a-z0-9-]+)\s/.exec(scripts)?.[1];
  keepInPlace(tree, umbrella);
  showRelease(tree, folder);
  const entries = readEntries(tree, umbrella);
  const charts = tree
    .children(posix.join(umbrella, 'charts'))
    .filter((name) => tree.exists(posix.join(umbrella, 'charts', name, 'Chart.yaml')))
    .filter((name) => !entries.some((entry) => entry.name === name))
    .map((name) => {
      const text = tree.read(posix.join(umbrella, 'charts', name, 'Chart.yaml'), 'utf8') ?? '';
      const { version = '0.1.0' } = (parse(text) ?? {}) as { version?: string };
      return { name, version: String(version), repository: '' };
    });
  return {
    application: options.application ?? flag('a', 'app') ?? helm ?? 'app',
    environments: [
      { name: undefined, namespace: options.namespace ?? flag('n', 'namespace') ?? 'default' },
    ],
    charts,
    secrets: [],
    notes: [
      'render.sh, deploy.sh and the like are not needed any more: nx render, nx deploy',
      `pin the images that no service builds: nx lock ${posix.basename(folder)}`,
    ],
  };
}

const readEntries = (tree: Tree, umbrella: string): NonNullable<ChartFile['dependencies']> =>
  (parse(tree.read(`${umbrella}/Chart.yaml`, 'utf8') ?? '') as ChartFile | null)?.dependencies ??
  [];

/** With file://charts/<name> Helm packs a copy beside the folder and takes one of the two at random. */
function keepInPlace(tree: Tree, umbrella: string): void {
  const inPlace = /^file:\/\/(\.\/)?charts\//;
  if (!readEntries(tree, umbrella).some(({ repository = '' }) => inPlace.test(repository))) return;
  const clear = (file: string, digest?: string): void =>
    editYaml(tree, file, (document) => {
      const { dependencies = [] } = (document.toJS() ?? {}) as ChartFile;
      dependencies.forEach(({ repository = '' }, at) => {
        if (inPlace.test(repository)) document.setIn(['dependencies', at, 'repository'], '');
      });
      if (digest !== undefined) document.set('digest', digest);
    });
  clear(`${umbrella}/Chart.yaml`);
  const lock = `${umbrella}/Chart.lock`;
  if (!tree.exists(lock)) return;
  clear(lock);
  const locked = (parse(tree.read(lock, 'utf8') ?? '') as ChartFile | null)?.dependencies ?? [];
  clear(lock, digestDependencies(readEntries(tree, umbrella), locked));
}

/** The snapshot was temporary there, and is the release here: Git has to see it. */
function showRelease(tree: Tree, folder: string): void {
  for (const file of ['.gitignore', posix.join(folder, '.gitignore')]) {
    const text = tree.read(file, 'utf8');
    const kept = text
      ?.split('\n')
      .filter((line) => !/(^|\/)\.release\/?$/.test(line.trim()))
      .join('\n');
    if (kept !== undefined && kept !== text) tree.write(file, kept);
  }
}
