import { delimiter, join } from 'node:path';
import { isExecutable } from '../io/files.ts';
import { runProcess, type RunProcess } from '../io/process.ts';
import { askVersion } from './ask-version.ts';
import { readVersion, toolVersions, type ToolName } from './tool-versions.ts';

/** Where a tool is, and what it says of itself. */
export interface FoundTool {
  readonly path: string;
  /** Undefined for a build that knows no version. */
  readonly version: string | undefined;
  /** From the pinned tool chain of the workspace, whose versions are known. */
  readonly isPinned: boolean;
}

/** As a run would find it: in `.nx-gitops/bin`, else on PATH. */
export async function findTool(
  tool: ToolName,
  workspace: string,
  run: RunProcess = runProcess,
): Promise<FoundTool | undefined> {
  const pinned = join(workspace, '.nx-gitops', 'bin', tool);
  if (await isExecutable(pinned)) {
    return { path: pinned, version: toolVersions[tool].version, isPinned: true };
  }
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, tool);
    if (folder === '' || !(await isExecutable(path))) continue;
    const answer = await askVersion(tool, path, workspace, run);
    return { path, version: readVersion(answer.all), isPinned: false };
  }
  return undefined;
}
