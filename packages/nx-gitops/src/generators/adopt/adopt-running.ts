import type { Tree } from '@nx/devkit';
import type { AdoptedChart, Adoption } from '../../model/adopt/adoption.ts';
import { adoptLive } from '../../stages/adopt/adopt-live.ts';
import { adoptRelease } from '../../stages/adopt/adopt-release.ts';
import { findCluster } from '../../stages/deploy/find-cluster.ts';
import type { StageContext } from '../../stages/stage-context.ts';
import { readChart } from './read-folder.ts';
import type { AdoptOptions } from './schema.ts';
import { chooseEnvironment, needOption, type Target } from './target.ts';

/** What runs in a cluster: it is read, and nothing there is changed. */
export async function adoptRunning(
  tree: Tree,
  target: Target,
  options: AdoptOptions,
  stage: StageContext,
): Promise<Adoption> {
  const environment = chooseEnvironment(target, options.environment);
  const there = target.there?.environments.find(({ name }) => name === (environment ?? 'default'));
  const context = options.context ?? there?.context;
  const namespace = needOption(options.namespace ?? there?.namespace, 'namespace', options.from);
  const wanted = { name: environment ?? 'default', context };
  const question = {
    namespace,
    environment,
    context,
    cluster: findCluster(wanted, stage.platform, context),
    encrypt: options.secrets === 'encrypt',
  };
  const named = options.application ?? target.there?.application;
  if (options.from === 'live') {
    const { selector } = options;
    return adoptLive({ ...question, application: named ?? namespace, selector }, stage);
  }
  const release = needOption(options.release, 'release', 'helm');
  const chart = findChart(tree, options);
  return adoptRelease({ ...question, release, application: named ?? release, chart }, stage);
}

function findChart(
  tree: Tree,
  { chart, chartVersion, repository }: AdoptOptions,
): AdoptedChart | undefined {
  if (chart === undefined) return undefined;
  if (repository === undefined) return readChart(tree, chart.replace(/^\.\/|\/+$/g, ''));
  return { name: chart, version: needOption(chartVersion, 'chartVersion', 'helm'), repository };
}
