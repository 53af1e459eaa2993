import type { PromiseExecutor } from '@nx/devkit';
import { logs } from '../../stages/logs/logs.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { LogsOptions } from './schema.ts';

/** Prints the logs of an environment, or of one service. */
export const logsExecutor: PromiseExecutor<LogsOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const { service, follow = false, lines = 10 } = options;
  await logs(input, { service, follow, lines }, open.stage.report, open.stage);
  return { success: true };
};
