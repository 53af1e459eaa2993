import { posix } from 'node:path';
import { logger, type Tree } from '@nx/devkit';
import { parseChart } from '../../model/chart/chart-lock.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { chooseRepository } from '../choose-repository.ts';
import { refuseUnspoken } from './refuse-unspoken.ts';
import type { EjectOptions } from './schema.ts';
import { deployScript, renderScript } from './scripts.ts';

/** Scripts that render and deploy without the plugin. They are made anew each time: the settings are in them. */
export async function ejectGenerator(tree: Tree, options: EjectOptions): Promise<void> {
  const root = chooseRepository(tree, options.configRepository);
  const repository = parseSettings(tree.read(posix.join(root, 'gitops.yaml'), 'utf8') ?? '', root);
  const file = posix.join(repository.chart, 'Chart.yaml');
  const { name: chart = 'umbrella-chart' } = parseChart(tree.read(file, 'utf8') ?? '', file) as {
    name?: string;
  };
  const environments =
    options.environment === undefined
      ? repository.environments
      : [findEnvironment(repository, options.environment)];
  const hasFile = (path: string): boolean => tree.exists(posix.join(root, path));
  environments.forEach((one) => refuseUnspoken(one, tree.children(one.folder)));
  for (const environment of environments) {
    const folder = posix.join(root, 'scripts', environment.name);
    const place = { repository, environment, chart, hasFile };
    tree.write(posix.join(folder, 'render.sh'), renderScript(place), { mode: 0o755 });
    tree.write(posix.join(folder, 'deploy.sh'), deployScript(place), { mode: 0o755 });
    logger.info(`${folder}: render.sh, deploy.sh`);
  }
}
