import { join } from 'node:path';
import { readPlatform } from '../../src/io/platform.ts';
import { render, type Rendered } from '../../src/stages/render/render.ts';
import type { StageContext } from '../../src/stages/stage-context.ts';
import { openApiServers } from '../../src/tools/api-server.ts';
import { openTools } from '../../src/tools/run-tool.ts';
import { readWorkingTree } from '../../src/workspace/sources.ts';
import { findEnvironment, readWorkspace, servicesOf } from '../../src/workspace/workspace.ts';
import type { Workspace } from './workspace.ts';

/** The context of a stage in a workspace of a test; what it says is kept in `said`. */
export async function openStage({ root }: Workspace): Promise<StageContext & { said: string[] }> {
  const said: string[] = [];
  const run = openTools(root);
  return {
    ...{ root, run, api: openApiServers(run) },
    platform: await readPlatform(root),
    dryRun: false,
    report: (line) => said.push(line),
    detail: () => undefined,
    said,
  };
}

/** Renders without Nx; the answer has the snapshot too. */
export async function renderStage(
  workspace: Workspace,
  name?: string,
): Promise<Rendered & { readonly state: string; readonly said: readonly string[] }> {
  const all = await readWorkspace(await readWorkingTree(workspace.root));
  const [repository] = all.repositories;
  if (!repository) throw new Error('no config repository');
  const environment = findEnvironment(repository, name);
  const stage = await openStage(workspace);
  const rendered = await render(
    { repository, environment, services: servicesOf(all, repository) },
    stage,
  );
  return { ...rendered, state: await workspace.read(rendered.path), said: stage.said };
}

export const at = (workspace: Workspace, path: string): string => join(workspace.root, path);
