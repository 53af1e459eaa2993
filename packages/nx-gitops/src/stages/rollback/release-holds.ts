import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { formatLock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { lockPath } from '../../workspace/workspace.ts';
import type { StageContext } from '../stage-context.ts';

/** Takes the hold off locks; they are stale then, if their sources moved on. Answers the services. */
export async function releaseHolds(
  environment: Environment,
  services: readonly string[],
  { root, dryRun }: StageContext,
): Promise<readonly string[]> {
  const released: string[] = [];
  for (const service of services) {
    const path = lockPath(environment, service);
    const text = await findText(join(root, path));
    const lock = text === undefined ? undefined : parseLock(text, path);
    if (!lock?.held) continue;
    if (!dryRun) await writeIfChanged(join(root, path), formatLock({ ...lock, held: undefined }));
    released.push(service);
  }
  return released;
}
