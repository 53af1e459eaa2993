import { joinPathFragments, type Tree } from '@nx/devkit';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { addDependency } from '../add-dependency.ts';
import { removeDependency } from '../remove-dependency.ts';
import { findChartsOutOfStep } from './find-charts-out-of-step.ts';

/** What Nx shows where something has to be done. */
export interface SyncResult {
  readonly outOfSyncMessage?: string;
  readonly outOfSyncDetails?: string[];
}

/** Names every chart of `charts/` in the umbrella chart, and none that is gone. */
export async function syncGenerator(tree: Tree): Promise<SyncResult> {
  const details: string[] = [];
  for (const { chart, missing, gone } of findChartsOutOfStep(tree)) {
    for (const name of gone) {
      removeDependency(tree, chart, name);
      details.push(`${chart}/Chart.yaml names "${name}", which is not in charts/`);
    }
    for (const name of missing) {
      const file = joinPathFragments(chart, 'charts', name, 'Chart.yaml');
      const { version = '0.1.0' } = parseChart(tree.read(file, 'utf8') ?? '', file) as {
        version?: string;
      };
      addDependency(tree, chart, { name, version: String(version), repository: '' });
      details.push(`${chart}/Chart.yaml does not name "${name}" of charts/`);
    }
  }
  if (details.length === 0) return {};
  return {
    outOfSyncMessage: 'Umbrella charts and their charts are out of step.',
    outOfSyncDetails: details,
  };
}
