import type { PromiseExecutor } from '@nx/devkit';
import { formatHistory, history } from '../../stages/history/history.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { HistoryOptions } from './schema.ts';

/** Lists the releases of an environment: who, when, which commit, with which result. */
export const historyExecutor: PromiseExecutor<HistoryOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const releases = await history(input, options.limit ?? 20, open.stage);
  formatHistory(releases, environment.name).forEach(open.stage.report);
  return { success: true };
};
