import { posix } from 'node:path';
import { visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import type { AdoptedChart } from '../../model/adopt/adoption.ts';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';

/** A chart of the workspace as one of the umbrella chart: a copy, the original stays. */
export function readChart(tree: Tree, folder: string): AdoptedChart {
  const file = posix.join(folder, 'Chart.yaml');
  const text = tree.read(file, 'utf8');
  if (text === null) throw noChart(folder);
  const { name = posix.basename(folder), version = '0.1.0' } = parseChart(text, file) as {
    name?: string;
    version?: string;
  };
  const files = new Map<string, Uint8Array>();
  visitNotIgnoredFiles(tree, folder, (path) => {
    const content = tree.read(path);
    if (content !== null) files.set(posix.relative(folder, path), content);
  });
  return { name, version: String(version), repository: '', files };
}

/** The folders with a Chart.yaml: the folder itself, or those in it. */
export function findCharts(tree: Tree, folder: string): string[] {
  const isChart = (path: string): boolean => tree.exists(posix.join(path, 'Chart.yaml'));
  if (isChart(folder)) return [folder];
  return tree
    .children(folder)
    .map((name) => posix.join(folder, name))
    .filter(isChart)
    .sort();
}

export const noChart = (folder: string): GitopsError =>
  new GitopsError(
    'CHART_INVALID',
    `${folder} is no chart, and holds none: there is no Chart.yaml`,
    'Name the folder of a chart, or one that holds such folders.',
  );
