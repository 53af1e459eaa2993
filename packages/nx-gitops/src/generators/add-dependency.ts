import { logger, type Tree } from '@nx/devkit';
import { isSeq, type Document } from 'yaml';
import {
  checkChartLock,
  digestDependencies,
  parseChart,
  type ChartFile,
} from '../model/chart/chart-lock.ts';
import { formatChartLock } from '../model/chart/chart-pins.ts';
import { GitopsError } from '../model/errors.ts';
import { editYaml } from './edit-yaml.ts';

/** An entry of the list of charts. An empty repository means: the chart is in charts/. */
export type ChartEntry = Readonly<Record<'name' | 'version' | 'repository', string>>;

const read = (tree: Tree, file: string): NonNullable<ChartFile['dependencies']> =>
  parseChart(tree.read(file, 'utf8') ?? '', file).dependencies ?? [];

/** Names a chart in Chart.yaml, and in Chart.lock with the digest that Helm would write. */
export function addDependency(tree: Tree, chart: string, entry: ChartEntry): void {
  const { name } = entry;
  const chartFile = `${chart}/Chart.yaml`;
  const lockFile = `${chart}/Chart.lock`;
  const chartText = tree.read(chartFile, 'utf8');
  if (chartText === null) {
    throw new GitopsError(
      'CHART_INVALID',
      `${chartFile} does not exist`,
      'A config repository has its umbrella chart in the folder "umbrella-chart".',
    );
  }
  if (read(tree, chartFile).some((dependency) => dependency.name === name)) return;
  checkChartLock(chartText, tree.read(lockFile, 'utf8') ?? undefined, chart);
  editYaml(tree, chartFile, (document) => append(document, entry));
  const wanted = read(tree, chartFile);
  if (wanted.some(({ repository }) => /^(@|alias:)/.test(repository ?? ''))) {
    logger.warn('Run "nx-gitops charts update": only Helm knows its named repositories.');
    return;
  }
  if (!tree.exists(lockFile)) {
    tree.write(lockFile, formatChartLock(wanted, wanted, new Map()));
  } else {
    editYaml(tree, lockFile, (document) => {
      append(document, { name, repository: entry.repository, version: entry.version });
      const { dependencies = [] } = document.toJS() as ChartFile;
      document.set('digest', digestDependencies(wanted, dependencies));
    });
  }
}

function append(document: Document, entry: Readonly<Record<string, string>>): void {
  const dependencies = document.get('dependencies');
  if (!isSeq(dependencies)) {
    document.set('dependencies', document.createNode([entry]));
    return;
  }
  dependencies.flow = false;
  dependencies.add(document.createNode(entry));
}
