import { join } from 'node:path';
import { linkFile, listNames } from '../../io/files.ts';
import { writeFiles } from '../../io/write-files.ts';
import type { ChartFile } from '../../model/chart/chart-lock.ts';
import type { ChartUnit } from '../../model/render/chart-unit.ts';
import { cutValues, type ValuesFile } from '../../model/render/unit-inputs.ts';
import type { HelmTemplate } from '../../tools/helm.ts';

export interface PartialChart {
  readonly request: HelmTemplate;
  readonly chart: ChartFile;
  readonly units: ReadonlyMap<string, ChartUnit>;
  /** The units to be rendered and those that they cannot be rendered without. */
  readonly chosen: readonly ChartUnit[];
  /** First that of the chart itself. */
  readonly values: readonly ValuesFile[];
}

/** An umbrella chart of the same name with nothing in it but some subcharts: links to them, and their values. */
export async function makePartialChart(
  { request, chart, units, chosen, values }: PartialChart,
  folder: string,
): Promise<HelmTemplate> {
  const names = new Set(chosen.map(({ name }) => name));
  const dependencies = (chart.dependencies ?? []).filter(({ name = '', alias }) =>
    names.has(alias ?? name),
  );
  const target = join(folder, 'chart');
  const [own = '', ...others] = cutValues(values, chosen, units);
  writeFiles(
    folder,
    new Map([
      ['chart/Chart.yaml', JSON.stringify({ ...chart, dependencies })],
      ['chart/values.yaml', own],
      ...others.map((text, at) => [`values-${at}.yaml`, text] as const),
    ]),
  );
  const left = new Set(['charts', 'Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json']);
  for (const name of await listNames(request.chart)) {
    if (left.has(name) || (!names.has('') && name !== '.helmignore')) continue;
    await linkFile(join(request.chart, name), join(target, name));
  }
  for (const member of new Set(chosen.flatMap(({ name, members }) => (name ? members : [])))) {
    await linkFile(join(request.chart, 'charts', member), join(target, 'charts', member));
  }
  return {
    ...request,
    isPart: true,
    chart: target,
    values: others.map((_text, at) => join(folder, `values-${at}.yaml`)),
  };
}
