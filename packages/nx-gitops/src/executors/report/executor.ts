import type { PromiseExecutor } from '@nx/devkit';
import { writeReport } from '../../stages/report/write-report.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { ReportOptions } from './schema.ts';

/** Writes the status page: what every environment pins, runs, plans and has become. */
export const reportExecutor: PromiseExecutor<ReportOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environments = options.environment
    ? [findEnvironment(repository, options.environment)]
    : repository.environments;
  const { workspace, stage } = open;
  const input = { workspace, repository, environments, context: options.context };
  await writeReport(input, options.output, stage);
  return { success: true };
};
