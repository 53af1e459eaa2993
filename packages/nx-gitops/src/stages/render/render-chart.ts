import { join } from 'node:path';
import { findText, listNames } from '../../io/files.ts';
import { checkChartLock, parseChart } from '../../model/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';
import { findImages, type FoundImage } from '../../model/images-in-manifests.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { isManifestFile, type RenderedUnit } from '../../model/rendered-unit.ts';
import { helmDependencyBuild, type HelmTemplate } from '../../tools/helm.ts';
import { isEncryptedValues } from '../secrets/encrypted-values.ts';
import type { StageContext } from '../stage-context.ts';

/** What Helm needs to render the umbrella chart with the plain values of an environment. */
export async function prepareChart(
  repository: ConfigRepository,
  environment: Environment,
  stage: StageContext,
): Promise<HelmTemplate> {
  const chart = join(stage.root, repository.chart);
  const name = await prepareDependencies(repository.chart, stage);
  const values: string[] = [];
  for (const file of environment.values.filter((one) => !isEncryptedValues(one))) {
    const path = join(stage.root, file);
    if ((await findText(path)) !== undefined) values.push(path);
    else if (!file.endsWith(`/environments/${environment.name}/values.yaml`)) {
      throw new GitopsError(
        'SETTINGS_INVALID',
        `${repository.root}/gitops.yaml: The values file ${file} of ${environment.name} does not exist`,
        'Write it, or correct "values".',
      );
    }
  }
  return {
    release: repository.application,
    chart,
    name,
    namespace: environment.namespace,
    kubernetes: environment.kubernetes,
    values,
  };
}

/** Chart.lock has to be in step; what it names from a repository has to lie in `charts/`. Answers the chart's name. */
async function prepareDependencies(
  chart: string,
  { root, run, report }: StageContext,
): Promise<string> {
  const chartText = await findText(join(root, chart, 'Chart.yaml'));
  if (chartText === undefined) {
    throw new GitopsError(
      'CHART_INVALID',
      `${chart}/Chart.yaml does not exist`,
      'A config repository has its umbrella chart in the folder "umbrella-chart".',
    );
  }
  checkChartLock(chartText, await findText(join(root, chart, 'Chart.lock')), chart);
  const { name: chartName, dependencies = [] } = parseChart(chartText, `${chart}/Chart.yaml`);
  const present = await listNames(join(root, chart, 'charts'));
  const missing = dependencies.filter(
    ({ name = '' }) => !present.some((file) => isChart(file, name)),
  );
  if (missing.length === 0) return String(chartName);
  report(`Fetching ${missing.map(({ name }) => name).join(', ')} into ${chart}/charts`);
  await helmDependencyBuild(run, join(root, chart));
  return String(chartName);
}

const isChart = (file: string, name: string): boolean =>
  file === name || (file.startsWith(`${name}-`) && file.endsWith('.tgz'));

/** The images of the manifests of some units, with the file that each is in. */
export const findUnitImages = (units: readonly RenderedUnit[]): FoundImage[] =>
  units.flatMap(({ files }) =>
    [...files].flatMap(([path, text]) => (isManifestFile(path) ? findImages(text, path) : [])),
  );
