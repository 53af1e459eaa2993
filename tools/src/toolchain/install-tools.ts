import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { silentReport, type Report } from '../terminal/report.ts';
import { workspaceRoot } from '../workspace.ts';
import { findOnPath } from './find-on-path.ts';
import { isInstalled, readManifest, recordTool } from './manifest.ts';
import { needGo } from './need-go.ts';
import { placeFile, placeLink } from './place-file.ts';
import { planBuilds, type Build } from './plan-builds.ts';
import { fetchRelease } from './release-binary.ts';
import { installResources } from './resources.ts';
import { runBuild } from './run-build.ts';
import { toolKey } from './tool-key.ts';
import { stageNames, toolsOf, type StageName, type Tool } from './tool-list.ts';
import { toolPaths, type ToolPaths } from './tool-paths.ts';
import { findVersion, readVersionTable, type VersionTable } from './version-table.ts';

export interface InstallOptions {
  readonly stages?: readonly StageName[];
  readonly report?: Report;
  readonly signal?: AbortSignal | undefined;
  readonly workspace?: string;
}
export interface InstalledTools {
  readonly binDirectory: string;
  /** Optional tools that could not be had, with the reason. */
  readonly missing: Readonly<Record<string, string>>;
}

interface Installation {
  readonly table: VersionTable;
  readonly key: string;
  readonly paths: ToolPaths;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** Puts the tools of the stages into `.nx-gitops/bin`: from PATH, from the cache of this machine, or built. */
export const installTools = async (options: InstallOptions = {}): Promise<InstalledTools> => {
  const { stages = stageNames, report = silentReport, signal, workspace = workspaceRoot } = options;
  const table = readVersionTable(workspace);
  const key = toolKey(workspace, table);
  const paths = toolPaths(workspace, key);
  const installation: Installation = { table, key, paths, report, signal };
  const wanted = toolsOf(stages);
  const manifest = readManifest(paths.manifest, key);
  const absent = wanted.filter((tool) => !isInstalled(paths, manifest, tool.name));
  const unbuilt = await takeFinished(installation, absent);
  const missing = await buildAll(installation, unbuilt, wanted.length);
  if (stages.includes('release') || stages.includes('control-plane'))
    await installResources(paths, table);
  return { binDirectory: paths.bin, missing };
};

/** What is on PATH, in the cache or published need not be built. */
const takeFinished = async (
  installation: Installation,
  tools: readonly Tool[],
): Promise<Tool[]> => {
  const finished = await Promise.all(tools.map((tool) => takeTool(installation, tool)));
  return tools.filter((_, index) => !finished[index]);
};

const takeTool = async (
  { table, key, paths, signal }: Installation,
  tool: Tool,
): Promise<boolean> => {
  const cached = join(paths.cache, tool.name);
  const onPath = await findOnPath(tool, findVersion(table, tool), paths.bin);
  if (onPath) await placeLink(onPath, join(paths.bin, tool.name));
  else if (existsSync(cached) || (await fetchRelease(paths, tool, signal))) {
    await placeFile(cached, join(paths.bin, tool.name));
  } else return false;
  recordTool(paths, key, tool.name);
  return true;
};

const buildAll = async (
  installation: Installation,
  tools: readonly Tool[],
  total: number,
): Promise<Record<string, string>> => {
  const { paths, table, report, signal } = installation;
  if (tools.length > 0) await needGo(paths, tools, table);
  const missing: Record<string, string> = {};
  let ready = total - tools.length;
  for (const build of planBuilds(tools, table)) {
    signal?.throwIfAborted();
    const names = build.tools.map(({ name }) => name).join(', ');
    const since = Date.now();
    report.running(`Building ${names} (${ready + build.tools.length} of ${total} tools)`);
    const problem = await buildGroup(installation, build);
    ready += build.tools.length;
    if (problem) for (const { name } of build.tools) missing[name] = problem;
    else
      report.done(
        `Built ${names} in ${Math.round((Date.now() - since) / 1000)} s (${ready} of ${total} tools)`,
      );
  }
  return missing;
};

/** A tool that has another way out is reported, not thrown. */
const buildGroup = async (
  { paths, key, signal }: Installation,
  build: Build,
): Promise<string | undefined> => {
  try {
    await runBuild({ build, paths, signal });
    for (const { name } of build.tools) {
      await placeFile(join(paths.cache, name), join(paths.bin, name));
      recordTool(paths, key, name);
    }
    return undefined;
  } catch (error) {
    if (signal?.aborted || !build.tools.every(({ isOptional }) => isOptional)) throw error;
    return error instanceof Error ? error.message : String(error);
  }
};
