import type { DiffInput } from '../stages/diff/diff.ts';
import type { StageContext } from '../stages/stage-context.ts';
import { findEnvironment } from '../workspace/workspace.ts';
import type { CommandOptions } from './command.ts';
import {
  chooseRepository,
  openStage,
  openWorkspace,
  type OpenWorkspace,
} from './open-workspace.ts';

/** The environment that a command is about. */
export async function openEnvironment(options: CommandOptions): Promise<{
  readonly input: DiffInput;
  readonly stage: StageContext;
  readonly open: OpenWorkspace;
}> {
  const open = await openWorkspace();
  const repository = chooseRepository(open, options.repository);
  const environment = findEnvironment(repository, options.environment);
  return {
    input: { repository, environment, context: options.context },
    stage: await openStage(open.root, options.dryRun),
    open,
  };
}
