import type { PromiseExecutor } from '@nx/devkit';
import { deploy } from '../../stages/deploy/deploy.ts';
import { readPlan } from '../../stages/deploy/read-plan.ts';
import { deployOrReturn } from '../../stages/rollback/deploy-or-return.ts';
import { judgeServices } from '../../workspace/workspace.ts';
import { chooseEnvironment, findRepository, openRun } from '../open-run.ts';
import type { DeployOptions } from './schema.ts';

/** Brings the snapshot of an environment to its cluster. */
export const deployExecutor: PromiseExecutor<DeployOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = chooseEnvironment(repository, options.environment, context);
  const services = judgeServices(open.workspace, repository, environment);
  const choices = {
    wait: options.wait ?? true,
    allowDeletion: options.allowDeletion ?? false,
    full: options.full ?? false,
    yes: options.yes ?? false,
    kind: 'deploy' as const,
    plan: await readPlan(options.plan, context.root),
    override: options.override,
  };
  const input = { repository, environment, context: options.context, services, choices };
  const { changes } = await (options.auto ? deployOrReturn : deploy)(input, open.stage);
  if (changes.length > 0 && !open.stage.dryRun) {
    open.stage.report(
      `${environment.name}: deployed and ready in namespace ${environment.namespace}`,
    );
  }
  return { success: true };
};
