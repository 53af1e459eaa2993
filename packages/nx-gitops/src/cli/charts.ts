import { join } from 'node:path';
import { findText } from '../io/files.ts';
import { checkChartLock } from '../model/chart-lock.ts';
import { GitopsError } from '../model/errors.ts';
import {
  describeDependencies,
  formatDependencies,
  formatUpdates,
} from '../stages/charts/format-charts.ts';
import { judgeDependencies } from '../stages/charts/judge-dependencies.ts';
import { refuseDifferences } from '../stages/charts/prepare-dependencies.ts';
import { updateDependencies } from '../stages/charts/update-dependencies.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { chooseRepository, openStage, openWorkspace } from './open-workspace.ts';

export const chartsCommand: Command = {
  name: 'charts',
  summary: 'lists, updates and verifies the charts that the umbrella chart depends on',
  usage:
    'nx-gitops charts list|update|verify [<name>...] [--repository <folder>] [--dry-run] [--format text|json]',
  description: [
    'list    what Chart.yaml asks for, what Chart.lock pins, what lies in charts/',
    'update  to the newest versions in the declared ranges; writes Chart.lock and charts/',
    'verify  Chart.lock against Chart.yaml, and the archives in charts/ against Chart.lock; no network',
    'Exit code: 0 fine, 1 error.',
  ].join('\n'),
  run: async (argv) => {
    const options = parseCommandLine(argv);
    const [action = 'list', ...names] = options.positionals;
    const open = await openWorkspace();
    const { chart } = chooseRepository(open, options.repository);
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
