import type { PromiseExecutor } from '@nx/devkit';
import { formatRollback, rollback } from '../../stages/rollback/rollback.ts';
import { findEnvironment, judgeServices } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { RollbackOptions } from './schema.ts';

/** Brings back what an environment was at a commit, in Git and in the cluster. */
export const rollbackExecutor: PromiseExecutor<RollbackOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const services = judgeServices(open.workspace, repository, environment);
  const choices = {
    wait: options.wait ?? true,
    allowDeletion: options.allowDeletion ?? false,
    yes: options.yes ?? false,
    kind: 'rollback' as const,
  };
  const where = { repository, environment, context: options.context, to: String(options.to) };
  const what = { only: options.services, withSecrets: options.withSecrets ?? false };
  const done = await rollback({ ...where, ...what, services, choices }, open.stage);
  formatRollback(done, environment.name).forEach(open.stage.report);
  return { success: true };
};
