import { posix } from 'node:path';
import { glob, type Tree } from '@nx/devkit';
import { checkChartLock, parseChart } from '../../model/chart/chart-lock.ts';
import { isGitopsError } from '../../model/errors.ts';

export interface ChartsOutOfStep {
  /** The umbrella chart. */
  readonly chart: string;
  /** Charts of services in charts/ that Chart.yaml does not name. */
  readonly missing: readonly string[];
  /** Entries whose chart is not in charts/. */
  readonly gone: readonly string[];
}

/** Judged by files alone. A chart whose Chart.lock is stale already is left to people: Helm has to answer for it. */
export function findChartsOutOfStep(tree: Tree): ChartsOutOfStep[] {
  return glob(tree, ['**/gitops.yaml'])
    .map((file) => posix.join(posix.dirname(file), 'umbrella-chart'))
    .filter((chart) => tree.exists(`${chart}/Chart.yaml`) && isLocked(tree, chart))
    .sort()
    .map((chart) => {
      const file = `${chart}/Chart.yaml`;
      const entries = parseChart(tree.read(file, 'utf8') ?? '', file).dependencies ?? [];
      const named = new Set(entries.map(({ name }) => name));
      const folders = tree
        .children(`${chart}/charts`)
        .filter((name) => tree.exists(`${chart}/charts/${name}/Chart.yaml`));
      return {
        chart,
        missing: folders.filter((name) => isService(tree, name) && !named.has(name)).sort(),
        gone: entries.flatMap(({ name = '', repository }) =>
          (repository ?? '') === '' && !folders.includes(name) ? [name] : [],
        ),
      };
    });
}

const isService = (tree: Tree, name: string): boolean =>
  glob(tree, ['**/kbld.yaml']).some((file) =>
    new RegExp(`^\\s*- image: ${name}\\s*$`, 'm').test(tree.read(file, 'utf8') ?? ''),
  );

function isLocked(tree: Tree, chart: string): boolean {
  const read = (name: string): string | undefined =>
    tree.read(`${chart}/${name}`, 'utf8') ?? undefined;
  try {
    checkChartLock(read('Chart.yaml') ?? '', read('Chart.lock'), chart);
    return true;
  } catch (error) {
    if (isGitopsError(error)) return false;
    throw error;
  }
}
