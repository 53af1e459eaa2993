import type { PromiseExecutor } from '@nx/devkit';
import { findDrift, isDrifted } from '../../stages/drift/drift.ts';
import { formatDrift } from '../../stages/drift/format-drift.ts';
import { fixDrift } from '../../stages/drift/fix-drift.ts';
import { tellUndeployed } from '../../stages/drift/tell-undeployed.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { DriftOptions } from './schema.ts';

/** Compares every live object with the snapshot; fails where something differs. */
export const driftExecutor: PromiseExecutor<DriftOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const [drifts] = await Promise.all([
    findDrift(input, open.stage),
    tellUndeployed(input, open.stage),
  ]);
  formatDrift(drifts, environment.name).forEach(open.stage.report);
  const count = drifts.filter(isDrifted).length;
  const isFixed = (options.fix ?? false) && count > 0 && !open.stage.dryRun;
  if (isFixed) await fixDrift({ ...input, count, yes: options.yes ?? false }, open.stage);
  return { success: count === 0 || isFixed };
};
