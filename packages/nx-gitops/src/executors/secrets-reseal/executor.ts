import type { PromiseExecutor } from '@nx/devkit';
import { reseal } from '../../stages/secrets/reseal.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { SecretsResealOptions } from './schema.ts';

/** Brings all secrets of a config repository to the recipients of `.sops.yaml`. */
export const secretsResealExecutor: PromiseExecutor<SecretsResealOptions> = async (
  options,
  context,
) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const { length } = await reseal({ repository, rotate: false }, open.stage);
  const done = open.stage.dryRun ? 'would be resealed' : 'resealed';
  open.stage.report(length === 0 ? 'All recipients are right' : `${length} ${done}`);
  return { success: true };
};
