import type { Tree } from '@nx/devkit';
import { isMap, isSeq, type Document } from 'yaml';
import { digestDependencies, parseChart, type ChartFile } from '../model/chart/chart-lock.ts';
import { editYaml } from './edit-yaml.ts';

/** Takes a chart out of Chart.yaml, and out of Chart.lock with the digest that Helm would write. */
export function removeDependency(tree: Tree, chart: string, name: string): void {
  const chartFile = `${chart}/Chart.yaml`;
  const lockFile = `${chart}/Chart.lock`;
  editYaml(tree, chartFile, (document) => drop(document, name));
  const wanted = parseChart(tree.read(chartFile, 'utf8') ?? '', chartFile).dependencies ?? [];
  if (wanted.length === 0) {
    tree.delete(lockFile);
    return;
  }
  editYaml(tree, lockFile, (document) => {
    drop(document, name);
    const { dependencies = [] } = document.toJS() as ChartFile;
    document.set('digest', digestDependencies(wanted, dependencies));
  });
}

function drop(document: Document, name: string): void {
  const dependencies = document.get('dependencies');
  if (!isSeq(dependencies)) return;
  dependencies.items = dependencies.items.filter(
    (item) => !isMap(item) || item.get('name') !== name,
  );
  if (dependencies.items.length === 0) document.delete('dependencies');
}
