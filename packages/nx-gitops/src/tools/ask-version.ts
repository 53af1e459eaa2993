import { join } from 'node:path';
import { findText, writeIfChanged } from '../io/files.ts';
import type { ProcessResult, RunProcess } from '../io/process.ts';
import { identifyProgram } from '../io/program-identity.ts';
import { ignoreStateFolder } from '../io/state-folder.ts';
import { toolVersions, type ToolName } from './tool-versions.ts';

/**
 * What a tool says of its version. The workspace remembers it by the identity of the program: starting Helm only to
 * hear it takes a tenth of a second.
 */
export async function askVersion(
  tool: ToolName,
  path: string,
  workspace: string,
  run: RunProcess,
): Promise<ProcessResult> {
  const identity = await identifyProgram(path).catch(() => undefined);
  const memory = join(workspace, '.nx-gitops', 'versions', `${tool}.json`);
  const remembered = identity === undefined ? undefined : await recall(memory, identity);
  if (remembered) return remembered;
  const answer = await run(path, toolVersions[tool].versionArgs, { env: quietly });
  if (identity !== undefined && answer.exitCode === 0) {
    await ignoreStateFolder(workspace)
      .then(() => writeIfChanged(memory, `${JSON.stringify({ identity, answer })}\n`))
      // One that cannot be kept is asked for again.
      .catch(() => undefined);
  }
  return answer;
}

async function recall(memory: string, identity: string): Promise<ProcessResult | undefined> {
  try {
    const kept = JSON.parse((await findText(memory)) ?? '{}') as Partial<Memory>;
    return kept.identity === identity ? kept.answer : undefined;
  } catch {
    return undefined;
  }
}

interface Memory {
  readonly identity: string;
  readonly answer: ProcessResult;
}

/** sops and helm look for news of themselves on the network when they are asked for their version. */
const quietly = { SOPS_DISABLE_VERSION_CHECK: '1' };
