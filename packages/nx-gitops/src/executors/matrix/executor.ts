import type { PromiseExecutor } from '@nx/devkit';
import { formatMatrix } from '../../stages/matrix/format-matrix.ts';
import { matrix } from '../../stages/matrix/matrix.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { MatrixOptions } from './schema.ts';

/** Shows which environment has which image of each service. */
export const matrixExecutor: PromiseExecutor<MatrixOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  if (options.environment !== undefined) findEnvironment(repository, options.environment);
  const found = await matrix(repository, options.environment, open.stage);
  formatMatrix(found, Date.now()).forEach(open.stage.report);
  return { success: true };
};
