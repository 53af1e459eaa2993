import type { PromiseExecutor } from '@nx/devkit';
import { validate } from '../../stages/validate/validate.ts';
import { findEnvironment } from '../../workspace/workspace.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { ValidateOptions } from './schema.ts';

/** Checks the snapshot of an environment. */
export const validateExecutor: PromiseExecutor<ValidateOptions> = async (options, context) => {
  const open = await openRun(options, context);
  const environment = findEnvironment(findRepository(open), options.environment);
  const validated = await validate(environment, open.stage);
  if (!validated) {
    open.stage.report(`${environment.name}: the snapshot would be rendered first`);
    return { success: true };
  }
  const { objects, unknownKinds } = validated;
  open.stage.report(`${environment.name}: ${objects} objects are valid, every image is pinned`);
  if (unknownKinds.length > 0) open.stage.report(`No schema for ${unknownKinds.join(', ')}`);
  return { success: true };
};
