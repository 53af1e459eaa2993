import { posix } from 'node:path';
import { parse } from 'yaml';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import type { Finding } from '../finding.ts';
import { catchFinding } from '../report-gitops-error.ts';
import type { StateSources } from './state-sources.ts';

interface Dependency {
  readonly name?: string;
  readonly repository?: string;
}

/** A chart with dependencies: its lock is that of its Chart.yaml, and local dependencies are there. */
export async function checkChart(
  path: string,
  { readText, tree }: StateSources,
): Promise<Finding[]> {
  if (!/(?:^|\/)Chart\.(?:yaml|lock)$/.test(path) || path.includes('.release/')) return [];
  const folder = posix.dirname(path);
  const chart = posix.join(folder, 'Chart.yaml');
  const lock = posix.join(folder, 'Chart.lock');
  if (!tree.has(chart)) {
    if (!tree.has(lock)) return [];
    const left = fault(
      lock,
      'There is no Chart.yaml beside this Chart.lock',
      `Delete ${lock}, or bring Chart.yaml back`,
    );
    return [{ ...left, level: 'note' }];
  }
  const chartText = (await readText(chart)) ?? '';
  const { value, problem } = read(chartText);
  if (problem !== undefined) return [fault(chart, `It is no YAML: ${problem}`, 'Correct the YAML')];
  const lockText = tree.has(lock) ? await readText(lock) : undefined;
  const stale = catchFinding(tree.has(path) ? path : chart, 'chart-lock', () =>
    checkChartLock(chartText, lockText, folder),
  );
  const absent = (value?.dependencies ?? []).filter((dependency) => {
    const at = localFolder(folder, dependency);
    return at !== undefined && !tree.has(posix.join(at, 'Chart.yaml'));
  });
  return [
    ...stale,
    ...absent.map(({ name }) =>
      fault(
        chart,
        `The chart "${name}" that it depends on is not there`,
        'Add the chart to Git, or take it out of the dependencies',
      ),
    ),
  ];
}

function localFolder(folder: string, { name, repository }: Dependency): string | undefined {
  if (repository?.startsWith('file://'))
    return posix.join(folder, repository.slice('file://'.length));
  return repository === undefined || repository === ''
    ? posix.join(folder, 'charts', name ?? '')
    : undefined;
}

function read(text: string): { value?: { dependencies?: Dependency[] } | null; problem?: string } {
  try {
    return { value: parse(text, { logLevel: 'error' }) as { dependencies?: Dependency[] } | null };
  } catch (error) {
    return { problem: (error as Error).message.split('\n')[0]! };
  }
}

const fault = (path: string, message: string, hint: string): Finding => ({
  path,
  line: 1,
  rule: 'chart-lock',
  message,
  hint,
  level: 'error',
  evidence: message,
});
