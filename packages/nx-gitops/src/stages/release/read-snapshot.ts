import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { GitopsError } from '../../model/errors.ts';
import { statePath } from '../../model/settings/state-path.ts';
import type { StageContext } from '../stage-context.ts';

/** The snapshot of an environment as it lies there; it has to be there. */
export async function readSnapshot(
  environment: Environment,
  { root }: StageContext,
): Promise<string> {
  const file = statePath(environment);
  const state = await findText(join(root, file));
  if (state !== undefined && state.trim() !== '') return state;
  throw new GitopsError(
    'SNAPSHOT_MISSING',
    `${file} does not exist or is empty`,
    `Render it: nx render <config repository>, for ${environment.name}.`,
  );
}
