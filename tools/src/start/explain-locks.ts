import { join } from 'node:path';

import { execa } from 'execa';

import { workspaceRoot } from '../workspace.ts';

/** Why a service is built, as `nx-gitops why` says it. */
export interface LockReason {
  readonly service: string;
  readonly state: string;
  readonly changed?: readonly string[];
}

/** The state of every lock of the environment "local", before anything is made. */
export const explainLocks = async (signal: AbortSignal): Promise<readonly LockReason[]> => {
  const { stdout } = await execa(
    'node',
    [
      join(workspaceRoot, 'packages/nx-gitops/bin/nx-gitops.mjs'),
      'why',
      '--environment=local',
      '--format=json',
    ],
    { cwd: workspaceRoot, reject: false, cancelSignal: signal },
  );
  return JSON.parse(stdout) as LockReason[];
};
