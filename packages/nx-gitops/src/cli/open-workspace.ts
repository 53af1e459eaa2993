import { dirname, join } from 'node:path';
import { findText } from '../io/files.ts';
import { readPlatform } from '../io/platform.ts';
import { GitopsError } from '../model/errors.ts';
import type { ConfigRepository } from '../model/settings/parse-settings.ts';
import type { StageContext } from '../stages/stage-context.ts';
import { openApiServers } from '../tools/api-server.ts';
import { openTools } from '../tools/run-tool.ts';
import { readWorkingTree } from '../workspace/sources.ts';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface OpenWorkspace {
  readonly root: string;
  readonly workspace: Workspace;
}

/** The workspace around the current folder. */
export async function openWorkspace(known?: string): Promise<OpenWorkspace> {
  const root = known ?? (await findWorkspaceRoot(process.cwd()));
  return { root, workspace: await readWorkspace(await readWorkingTree(root)) };
}

export async function findWorkspaceRoot(from: string): Promise<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    if ((await findText(join(folder, 'nx.json'))) !== undefined) return folder;
    if (folder === dirname(folder)) return from;
  }
}

export function chooseRepository(
  { workspace: { repositories } }: OpenWorkspace,
  folder: string | undefined,
): ConfigRepository {
  const wanted = folder?.replace(/\/$/, '');
  const found =
    wanted === undefined ? repositories : repositories.filter(({ root }) => root === wanted);
  if (found[0] && found.length === 1) return found[0];
  const folders = repositories.map(({ root }) => root).join(', ');
  if (!folders) {
    throw new GitopsError(
      'SETTINGS_MISSING',
      'The workspace has no gitops.yaml',
      'Run "nx g nx-gitops:init", which makes a config repository.',
    );
  }
  throw new GitopsError(
    'SETTINGS_MISSING',
    wanted === undefined
      ? `The workspace has several config repositories: ${folders}`
      : `There is no ${wanted}/gitops.yaml`,
    `Name one of them with --repository: ${folders}.`,
  );
}

export async function openStage(root: string, dryRun = false): Promise<StageContext> {
  const run = openTools(root);
  return {
    ...{ root, run, dryRun },
    api: openApiServers(run),
    platform: await readPlatform(root),
    report: (line) => process.stderr.write(`${line}\n`),
    detail: () => undefined,
  };
}
