import { join } from 'node:path';
import { findText, listNames, removeFile } from '../../io/files.ts';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ChartWanted } from '../../tools/helm-pull.ts';
import type { StageContext } from '../stage-context.ts';
import { checkPin, fetchChart, vendorChart } from './fetch-charts.ts';
import {
  judgeDependencies,
  readVersion,
  type JudgedChart,
  type JudgedDependency,
} from './judge-dependencies.ts';
import { packLocalChart } from './pack-local-chart.ts';

/**
 * Brings `charts/` in step with Chart.lock: charts of this workspace are packed where they changed, those of
 * repositories fetched where they are not there yet. Where nothing is missing no network is used.
 */
export async function prepareDependencies(chart: string, stage: StageContext): Promise<void> {
  const judged = await judgeDependencies(stage.root, chart);
  await prepareJudged(judged, chart, stage);
}

async function prepareJudged(
  judged: JudgedChart,
  chart: string,
  stage: StageContext,
): Promise<void> {
  const chartText = (await findText(join(stage.root, chart, 'Chart.yaml'))) ?? '';
  checkChartLock(chartText, await findText(join(stage.root, chart, 'Chart.lock')), chart);
  refuseDifferences(judged.dependencies, chart);
  await Promise.all(judged.dependencies.map((one) => prepareLocal(one, chart, stage)));
  await removeLeftovers(judged, stage);
  const missing = judged.dependencies.filter(
    ({ state, source }) => state === 'missing' && source.kind !== 'path',
  );
  if (missing.length === 0) return;
  stage.report(`Fetching ${missing.map(({ name }) => name).join(', ')} into ${chart}/charts`);
  const fetched = await Promise.all(missing.map((one) => fetchChart(asWanted(one, chart), stage)));
  for (const one of fetched) checkPin(one, judged.pins, chart);
  for (const one of fetched) await vendorChart(stage.root, chart, one);
}

export function refuseDifferences(dependencies: readonly JudgedDependency[], chart: string): void {
  const problems = dependencies.flatMap(({ state, problem = '' }) =>
    state === 'differs' ? [problem] : [],
  );
  if (problems.length === 0) return;
  throw new GitopsError(
    'CHART_MISMATCH',
    `The charts in ${chart}/charts are not those of Chart.lock:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    'Delete what is not wanted; "nx-gitops charts update" takes over new versions.',
  );
}

/** Charts of this workspace, and what they depend on themselves. */
async function prepareLocal(
  one: JudgedDependency,
  chart: string,
  stage: StageContext,
): Promise<void> {
  const { source, name, locked } = one;
  if (source.kind !== 'path') {
    if (source.kind === 'embedded') await prepareNested(source.folder, stage);
    return;
  }
  if (
    one.state === 'ok' &&
    (await readVersion(stage.root, `${chart}/charts/${name}`)) !== undefined
  )
    return;
  const version = await readVersion(stage.root, source.folder);
  if (version === undefined) throw noSuchChart(one, source.folder, chart);
  if (locked !== undefined && version !== locked) {
    throw new GitopsError(
      'CHART_LOCK_STALE',
      `${source.folder} is version ${version}, ${chart}/Chart.lock says ${locked}`,
      'Run "nx-gitops charts update" and commit Chart.lock.',
    );
  }
  await prepareNested(source.folder, stage);
  await packLocalChart({ name, version, folder: source.folder, chart }, stage);
}

/**
 * A subchart that came complete is left as it is. One that lacks something has to have a lock of its own, unless all
 * that it depends on is in this workspace.
 */
export async function prepareNested(folder: string, stage: StageContext): Promise<void> {
  const text = await findText(join(stage.root, folder, 'Chart.yaml'));
  if (!text?.includes('dependencies:')) return;
  const judged = await judgeDependencies(stage.root, folder);
  const { dependencies, locked } = judged;
  if (locked.length === 0 && dependencies.every(({ source }) => isLocal(source.kind))) {
    refuseDifferences(dependencies, folder);
    await Promise.all(dependencies.map((one) => prepareLocal(one, folder, stage)));
    return;
  }
  const present = await listNames(join(stage.root, folder, 'charts'));
  const isComplete = dependencies.every(
    ({ name, source }) =>
      source.kind !== 'path' &&
      present.some((file) => file === name || file.startsWith(`${name}-`)),
  );
  if (!isComplete) await prepareJudged(judged, folder, stage);
}

const isLocal = (kind: string): boolean => kind === 'embedded' || kind === 'path';

/** Of two archives of one chart Helm takes any that is in the range. */
async function removeLeftovers(
  { archives, dependencies }: JudgedChart,
  { root, report }: StageContext,
): Promise<void> {
  for (const { file, name, version } of archives) {
    const owners = dependencies.filter(
      (one) => one.name === name && one.source.kind !== 'embedded',
    );
    if (owners.length === 0 || owners.some(({ locked }) => locked === version)) continue;
    report(`${file}: removed, Chart.lock names ${owners.map(({ locked }) => locked).join(', ')}`);
    await removeFile(join(root, file));
  }
}

export function asWanted(one: JudgedDependency, chart: string, range?: string): ChartWanted {
  const { name, source, locked = one.range } = one;
  if (source.kind === 'embedded' || source.kind === 'path')
    throw noSuchChart(one, source.folder, chart);
  return { name, source, version: range ?? locked };
}

export const noSuchChart = (
  { name }: JudgedDependency,
  folder: string,
  chart: string,
): GitopsError =>
  new GitopsError(
    'CHART_INVALID',
    `${chart}/Chart.yaml depends on "${name}", but ${folder}/Chart.yaml does not exist`,
    'Correct the dependency, or write the chart.',
  );
