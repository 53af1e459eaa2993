import type { PromiseExecutor } from '@nx/devkit';
import { checkSecrets } from '../../stages/secrets/check-secrets.ts';
import { findRepository, openRun } from '../open-run.ts';
import type { SecretsCheckOptions } from './schema.ts';

/** Checks all secrets of a config repository without a key. */
export const secretsCheckExecutor: PromiseExecutor<SecretsCheckOptions> = async (
  options,
  context,
) => {
  const open = await openRun(options, context);
  const repository = findRepository(open);
  const count = await checkSecrets(repository, open.stage);
  open.stage.report(`${repository.root}: ${count} secrets are encrypted for those of .sops.yaml`);
  return { success: true };
};
