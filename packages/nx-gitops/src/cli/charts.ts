import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { checkChartLock } from '../model/chart/chart-lock.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import { GitopsError } from '../model/errors.ts';
import {
  describeDependencies,
  formatDependencies,
  formatUpdates,
} from '../stages/charts/format-charts.ts';
import { judgeDependencies } from '../stages/charts/judge-dependencies.ts';
import { refuseDifferences } from '../stages/charts/prepare-dependencies.ts';
import { updateDependencies } from '../stages/charts/update-dependencies.ts';
import { pushChart, type PushChartInput, type PushedChart } from '../stages/charts/push-chart.ts';
import { findEnvironment, lockPath, servicesOf } from '../workspace/workspace.ts';
import { parseCommandLine, print, type Command, type CommandOptions } from './command.ts';
import {
  chooseRepository,
  openStage,
  openWorkspace,
  type OpenWorkspace,
} from './open-workspace.ts';

export const chartsCommand: Command = {
  name: 'charts',
  summary: 'lists, updates and verifies the charts that the umbrella chart depends on',
  usage:
    'nx-gitops charts list|update|verify|push [<name>...] [--to <oci://… or folder>] [--environment <name>] [--repository <folder>] [--dry-run] [--format text|json]',
  description: [
    'list    what Chart.yaml asks for, what Chart.lock pins, what lies in charts/',
    'update  to the newest versions in the declared ranges; writes Chart.lock and charts/',
    'verify  Chart.lock against Chart.yaml, and the archives in charts/ against Chart.lock; no network',
    'push    packs the chart of a service with its images by digest, for others to depend on',
    'Exit code: 0 fine, 1 error.',
  ].join('\n'),
  run: async (argv) => {
    const options = parseCommandLine(argv, { to: { type: 'string' } }, { words: Infinity });
    const [action = 'list', ...names] = options.positionals;
    const open = await openWorkspace();
    const repository = chooseRepository(open, options.repository);
    const { chart } = repository;
    if (action === 'push') {
      const stage = await openStage(open.root, options.dryRun);
      const pushed: PushedChart[] = [];
      for (const input of planPush(open, repository, names, options)) {
        pushed.push(await pushChart(input, stage));
      }
      print(
        options.json,
        { pushed },
        pushed.map(({ name, version, to }) => `${name} ${version} → ${to}`),
      );
      return 0;
    }
    if (action === 'update') {
      const stage = await openStage(open.root, options.dryRun);
      const updates = await updateDependencies(chart, names, stage);
      print(options.json, { chart, updates }, formatUpdates(updates));
      return 0;
    }
    const { dependencies } = await judgeDependencies(open.root, chart);
    if (action === 'verify') {
      const read = (file: string): Promise<string | undefined> =>
        findText(join(open.root, chart, file));
      checkChartLock((await read('Chart.yaml')) ?? '', await read('Chart.lock'), chart);
      refuseDifferences(dependencies, chart);
    } else if (action !== 'list') {
      throw new GitopsError('OPTIONS_INVALID', `There is no "charts ${action}"`, 'See --help.');
    }
    print(
      options.json,
      { chart, dependencies: describeDependencies(dependencies) },
      formatDependencies(dependencies),
    );
    return 0;
  },
};

/** The charts of the services that are named. */
function planPush(
  { workspace }: OpenWorkspace,
  repository: ConfigRepository,
  names: readonly string[],
  { environment, own }: CommandOptions & { readonly own: { readonly to?: string | undefined } },
): PushChartInput[] {
  const { to } = own;
  const services = servicesOf(workspace, repository).map(({ name }) => name);
  const unknown = names.find((name) => !services.includes(name));
  if (to === undefined || names.length === 0 || unknown !== undefined) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      to === undefined
        ? '"charts push" needs --to'
        : `${unknown === undefined ? 'No service is named' : `There is no service "${unknown}"`}`,
      `nx-gitops charts push <service> --to oci://<registry>/<path>; services: ${services.join(', ')}.`,
    );
  }
  if (!to.startsWith('oci://') && /^\w[\w+.-]*:\/\//.test(to)) {
    throw new GitopsError(
      'OPTIONS_INVALID',
      `"charts push" cannot push to ${to}: chart repositories have no way in that Helm knows`,
      'Push to a folder and bring it to where the repository is served from, or to oci://<registry>/<path>.',
    );
  }
  const from = findEnvironment(repository, environment);
  return names.map((name) => ({
    chart: `${repository.chart}/charts/${name}`,
    lock: lockPath(from, name),
    to,
  }));
}
