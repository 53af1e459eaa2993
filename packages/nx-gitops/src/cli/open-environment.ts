import type { DiffInput } from '../stages/diff/diff.ts';
import type { StageContext } from '../stages/stage-context.ts';
import { readToolVersion } from '../tools/read-tool-version.ts';
import type { ToolName } from '../tools/tool-versions.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import type { CommandOptions } from './command.ts';
import {
  chooseRepository,
  findWorkspaceRoot,
  openStage,
  openWorkspace,
  type OpenWorkspace,
} from './open-workspace.ts';

/** The environment that a command is about. `tools` are asked for their versions while Git looks at the files. */
export async function openEnvironment(
  options: CommandOptions,
  tools: readonly ToolName[] = [],
): Promise<{
  readonly input: DiffInput;
  readonly stage: StageContext;
  readonly open: OpenWorkspace;
}> {
  const root = await findWorkspaceRoot(process.cwd());
  const stage = await openStage(root, options.dryRun);
  // One that is missing is for the stage to say.
  for (const tool of tools) readToolVersion(stage.run, tool).catch(() => undefined);
  const open = await openWorkspace(root);
  const repository = chooseRepository(open, options.repository);
  const environment = findEnvironment(repository, options.environment);
  return {
    input: { repository, environment, context: options.context },
    stage,
    open,
  };
}
