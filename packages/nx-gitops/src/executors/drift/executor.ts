import type { PromiseExecutor } from '@nx/devkit';
import { findDrift, formatDrift, isDrifted } from '../../stages/drift/drift.ts';
import { fixDrift } from '../../stages/drift/fix-drift.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { DriftOptions } from './schema.ts';

/** Compares every live object with the snapshot; fails where something differs. */
export const driftExecutor: PromiseExecutor<DriftOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const environment = findEnvironment(repository, options.environment);
  const input = { repository, environment, context: options.context };
  const drifts = await findDrift(input, open.stage);
  formatDrift(drifts, environment.name).forEach(open.stage.report);
  const isFixed = (options.fix ?? false) && drifts.some(isDrifted) && !open.stage.dryRun;
  if (isFixed) await fixDrift(input, open.stage);
  return { success: !drifts.some(isDrifted) || isFixed };
};
