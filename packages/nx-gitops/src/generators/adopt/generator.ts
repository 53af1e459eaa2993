import { logger, type Tree } from '@nx/devkit';
import { readPlatform } from '../../io/platform.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { StageContext } from '../../stages/stage-context.ts';
import { openApiServers } from '../../tools/api-server.ts';
import { openTools } from '../../tools/run-tool.ts';
import { registerPlugin } from '../init/register-plugin.ts';
import { adoptCharts } from './adopt-charts.ts';
import { adoptDefinitions } from './adopt-definitions.ts';
import { adoptRunning } from './adopt-running.ts';
import { adoptSeed } from './adopt-seed.ts';
import type { AdoptOptions } from './schema.ts';
import { sealAdoption } from './seal-adoption.ts';
import { chooseTarget, type Target } from './target.ts';
import { writeAdoption } from './write-adoption.ts';

/** Brings in what a team has. Nothing of it is changed where it is, in the cluster least of all. */
export async function adoptGenerator(tree: Tree, options: AdoptOptions): Promise<void> {
  const run = openTools(tree.root);
  const stage: StageContext = {
    root: tree.root,
    run,
    api: openApiServers(run),
    platform: await readPlatform(tree.root),
    dryRun: false,
    report: (line) => logger.info(line),
    detail: () => undefined,
  };
  const wanted = options.from === 'seed' ? { directory: options.path ?? options.directory } : {};
  const target = chooseTarget(tree, { ...options, ...dropMissing(wanted) });
  const adoption = await read(tree, target, options, stage);
  // Encryption may be refused, and then nothing is written.
  await sealAdoption(tree, target.folder, adoption, stage);
  registerPlugin(tree, {});
  writeAdoption(tree, target, adoption);
  adoption.notes.forEach((note) => logger.info(`- ${note}`));
}

function read(
  tree: Tree,
  target: Target,
  options: AdoptOptions,
  stage: StageContext,
): Adoption | Promise<Adoption> {
  switch (options.from) {
    case 'seed':
      return adoptSeed(tree, target.folder, options);
    case 'charts':
      return adoptCharts(tree, target, options);
    case 'helm':
    case 'live':
      return adoptRunning(tree, target, options, stage);
    case 'argocd':
    case 'flux':
      return adoptDefinitions(tree, target, options);
  }
}

const dropMissing = ({ directory }: { readonly directory?: string | undefined }) =>
  directory === undefined ? {} : { directory };
