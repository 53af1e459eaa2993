import { joinPathFragments, logger, type Tree } from '@nx/devkit';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';
import { addDependency } from '../add-dependency.ts';
import { chooseRepository } from '../choose-repository.ts';
import type { ChartOptions } from './schema.ts';

/** Adds a dependency to the umbrella chart. An exact version is its own lock, so no network is asked. */
export async function chartGenerator(tree: Tree, options: ChartOptions): Promise<void> {
  const { name, chartVersion: version, repository = '' } = options;
  const chart = joinPathFragments(
    chooseRepository(tree, options.configRepository),
    'umbrella-chart',
  );
  if (!/^(|(https?|oci):\/\/\S+|@\S+|alias:\S+)$/.test(repository)) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `--repository: "${repository}" is no place for charts`,
      'It begins with https:// or oci://; without it the chart is in charts/.',
    );
  }
  const file = `${chart}/Chart.yaml`;
  const there = (parseChart(tree.read(file, 'utf8') ?? '', file).dependencies ?? []).find(
    (dependency) => dependency.name === name,
  );
  if (there !== undefined && there.version !== version) {
    throw new GitopsError(
      'CHART_INVALID',
      `${file} has ${name} ${there.version} already`,
      'Change its version there and run "nx-gitops charts update".',
    );
  }
  addDependency(tree, chart, { name, version, repository });
  logger.info(
    `${name}: give it values under "${name}" in ${chart}/values.yaml, and pin its images with "nx lock".`,
  );
}
