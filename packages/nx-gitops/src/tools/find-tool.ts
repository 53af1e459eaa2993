import { delimiter, join } from 'node:path';
import { isExecutable } from '../io/files.ts';
import { runProcess, type ProcessResult, type RunProcess } from '../io/process.ts';
import { readVersion, toolVersions, type ToolName } from './tool-versions.ts';

/** Where a tool is, and what it says of itself. */
export interface FoundTool {
  readonly path: string;
  /** Undefined for a build that knows no version. */
  readonly version: string | undefined;
  /** From the pinned tool chain of the workspace, whose versions are known. */
  readonly isPinned: boolean;
  /** All that it said of its version, where it was asked. */
  readonly answer?: ProcessResult;
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
    const answer = await run(path, toolVersions[tool].versionArgs, { env: quietly });
    return { path, version: readVersion(answer.all), isPinned: false, answer };
  }
  return undefined;
}

/** sops and helm look for news of themselves on the network when they are asked for their version. */
const quietly = { SOPS_DISABLE_VERSION_CHECK: '1' };
