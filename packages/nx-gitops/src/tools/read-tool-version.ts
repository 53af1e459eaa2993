import type { RunTool } from './run-tool.ts';
import { readVersion, toolVersions, type ToolName } from './tool-versions.ts';

/** The version that a tool says it has; all that it says where there is no number in it. */
export async function readToolVersion(run: RunTool, tool: ToolName): Promise<string> {
  const { all } = await run(tool, toolVersions[tool].versionArgs);
  return `${tool} ${readVersion(all) ?? all.trim()}`;
}
