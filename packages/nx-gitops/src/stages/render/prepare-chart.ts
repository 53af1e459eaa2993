import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { HelmTemplate } from '../../tools/helm.ts';
import { prepareDependencies } from '../charts/prepare-dependencies.ts';
import { isEncryptedValues } from '../secrets/encrypted-values.ts';
import type { StageContext } from '../stage-context.ts';

/** What Helm needs to render the umbrella chart with the plain values of an environment. */
export async function prepareChart(
  repository: ConfigRepository,
  environment: Environment,
  stage: StageContext,
): Promise<HelmTemplate> {
  const chart = join(stage.root, repository.chart);
  await prepareDependencies(repository.chart, stage);
  const chartText = (await findText(join(chart, 'Chart.yaml'))) ?? '';
  const name = String(parseChart(chartText, `${repository.chart}/Chart.yaml`).name);
  const values: string[] = [];
  for (const file of environment.values.filter((one) => !isEncryptedValues(one))) {
    const path = join(stage.root, file);
    if ((await findText(path)) !== undefined) values.push(path);
    else if (file !== `${environment.folder}/values.yaml`) {
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
