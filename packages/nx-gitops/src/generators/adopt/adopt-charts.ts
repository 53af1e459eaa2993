import type { Tree } from '@nx/devkit';
import type { Adoption } from '../../model/adopt/adoption.ts';
import { findCharts, noChart, readChart } from './read-folder.ts';
import type { AdoptOptions } from './schema.ts';
import { chooseEnvironment, needOption, type Target } from './target.ts';

/** Charts of the workspace become charts of the umbrella chart. */
export function adoptCharts(tree: Tree, target: Target, options: AdoptOptions): Adoption {
  const folder = needOption(options.path, 'path', 'charts').replace(/^\.\/|\/+$/g, '');
  const charts = findCharts(tree, folder).map((path) => readChart(tree, path));
  const [first] = charts;
  if (first === undefined) throw noChart(folder);
  const application =
    options.application ?? target.there?.application ?? (charts.length === 1 ? first.name : 'app');
  const name = chooseEnvironment(target, options.environment);
  const there = target.there?.environments.find((one) => one.name === (name ?? 'default'));
  const namespace = options.namespace ?? there?.namespace ?? application;
  return {
    application,
    environments: [{ name, namespace, context: options.context }],
    charts,
    secrets: [],
    notes: [
      `${folder} stays as it is; what is deployed is the copy in umbrella-chart/charts`,
      'pin the images that no service builds: nx lock config-repository',
    ],
  };
}
