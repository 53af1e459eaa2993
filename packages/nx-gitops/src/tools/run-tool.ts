import { delimiter, join } from 'node:path';
import { isExecutable } from '../io/files.ts';
import {
  runProcess,
  type ProcessOptions,
  type ProcessResult,
  type RunProcess,
} from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { isOlder, readVersion, toolVersions, type ToolName } from './tool-versions.ts';

/** Runs a tool of the table. The result may be a failure: the wrapper of the tool knows what it means. */
export type RunTool = (
  tool: ToolName,
  args: readonly string[],
  options?: ProcessOptions,
) => Promise<ProcessResult>;

/**
 * The tools of a workspace: from its own pinned tool chain (`.nx-gitops/bin`), else from PATH, where the
 * version is checked once before the first use.
 */
export function openTools(workspace: string, run: RunProcess = runProcess): RunTool {
  const found = new Map<ToolName, Promise<LocatedTool>>();
  return async (tool, args, options) => {
    const located = found.get(tool) ?? locate(tool, workspace, run);
    found.set(tool, located);
    const { path, version } = await located;
    // To find the tool on PATH it was asked for its version already.
    return version && args === toolVersions[tool].versionArgs ? version : run(path, args, options);
  };
}

interface LocatedTool {
  readonly path: string;
  readonly version?: ProcessResult;
}

async function locate(tool: ToolName, workspace: string, run: RunProcess): Promise<LocatedTool> {
  const pinned = join(workspace, '.nx-gitops', 'bin', tool);
  if (await isExecutable(pinned)) return { path: pinned };
  const { version, minimum, versionArgs, install } = toolVersions[tool];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, tool);
    if (folder === '' || !(await isExecutable(path))) continue;
    const result = await run(path, versionArgs, { env: quietly });
    const actual = readVersion(result.all);
    if (actual !== undefined && isOlder(actual, minimum)) {
      throw new GitopsError(
        'TOOL_OUTDATED',
        `${tool} ${actual} (${path}) is older than ${minimum}, the oldest that works here`,
        `Install ${tool} ${version}: ${install}`,
      );
    }
    return { path, version: result };
  }
  throw new GitopsError(
    'TOOL_MISSING',
    `${tool} is neither on PATH nor in .nx-gitops/bin`,
    `Install ${tool} ${version}: ${install}`,
  );
}

/** sops and helm look for news of themselves on the network when they are asked for their version. */
const quietly = { SOPS_DISABLE_VERSION_CHECK: '1' };

/** The result of a run that had to succeed; otherwise the end of what the tool said. */
export function expectSuccess(tool: string, doing: string, result: ProcessResult): ProcessResult {
  if (result.exitCode === 0) return result;
  throw toolFailed(tool, doing, result);
}

export const toolFailed = (tool: string, doing: string, result: ProcessResult): GitopsError =>
  new GitopsError(
    'TOOL_FAILED',
    `${tool} failed (exit code ${result.exitCode}) while ${doing}`,
    lastLines(result.stderr || result.all),
  );

export const lastLines = (text: string, count = 30): string =>
  text.trimEnd().split('\n').slice(-count).join('\n');
