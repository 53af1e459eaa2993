import {
  runProcess,
  type ProcessOptions,
  type ProcessResult,
  type RunProcess,
} from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { askVersion } from './ask-version.ts';
import { findTool, type FoundTool } from './find-tool.ts';
import { isOlder, toolVersions, type ToolName } from './tool-versions.ts';

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
  const found = new Map<ToolName, Promise<FoundTool>>();
  const versions = new Map<ToolName, Promise<ProcessResult>>();
  return async (tool, args, options) => {
    const located = found.get(tool) ?? locate(tool, workspace, run);
    found.set(tool, located);
    const { path } = await located;
    if (args !== toolVersions[tool].versionArgs) return run(path, args, options);
    const said = versions.get(tool) ?? askVersion(tool, path, workspace, run);
    versions.set(tool, said);
    return said;
  };
}

async function locate(tool: ToolName, workspace: string, run: RunProcess): Promise<FoundTool> {
  const found = await findTool(tool, workspace, run);
  const { version, minimum, install } = toolVersions[tool];
  const hint = `Install ${tool} ${version}: ${install}`;
  if (!found) {
    throw new GitopsError('TOOL_MISSING', `${tool} is neither on PATH nor in .nx-gitops/bin`, hint);
  }
  if (!found.isPinned && found.version !== undefined && isOlder(found.version, minimum)) {
    throw new GitopsError(
      'TOOL_OUTDATED',
      `${tool} ${found.version} (${found.path}) is older than ${minimum}, the oldest that works here`,
      hint,
    );
  }
  return found;
}

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
