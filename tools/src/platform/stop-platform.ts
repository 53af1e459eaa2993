import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { silentReport, type Report } from '../terminal/report.ts';
import { platformPaths, type PlatformPaths } from './platform-paths.ts';
import { processesOf, readRecord } from './platform-record.ts';
import { stopHalf } from './stop-half.ts';
import { withLock } from './with-lock.ts';

export interface StopOptions {
  readonly directory: string;
  /** Also removes the images, the objects of the cluster and everything else that the platform keeps. */
  readonly wipe?: boolean;
  readonly report?: Report;
  readonly signal?: AbortSignal | undefined;
}

/** Ends all parts and sees that they are gone; true if there was anything to end. */
export const stopPlatform = async (options: StopOptions): Promise<boolean> => {
  const { directory, wipe = false, report = silentReport, signal } = options;
  const paths = platformPaths(directory);
  if (!existsSync(paths.state)) return false;
  return withLock({ path: paths.lock, report, signal }, async () => {
    const record = readRecord(paths);
    report.running('Stopping the local platform');
    rmSync(paths.contract, { force: true });
    await stopHalf(paths, 'cluster');
    await stopHalf(paths, 'images');
    if (wipe) wipeState(paths, record.buildkitSocket);
    return processesOf(record).length > 0 || wipe;
  });
};

/** All but the lock, which is held by this process. */
const wipeState = (paths: PlatformPaths, socket: string | undefined): void => {
  for (const entry of readdirSync(paths.state).map((name) => join(paths.state, name))) {
    if (entry !== paths.lock) rmSync(entry, { recursive: true, force: true });
  }
  if (socket && basename(dirname(socket)).startsWith('nx-gitops-')) {
    rmSync(dirname(socket), { recursive: true, force: true });
  }
};
