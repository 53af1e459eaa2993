import type { PlatformPaths } from './platform-paths.ts';
import { readRecord, updateRecord, type HalfName } from './platform-record.ts';
import { releaseBuildkit } from './release-buildkit.ts';
import { stopProcesses } from './stop-processes.ts';

/** Ends what this half started, and forgets it only once it is gone. */
export const stopHalf = async (paths: PlatformPaths, name: HalfName): Promise<void> => {
  const half = readRecord(paths).halves[name];
  if (!half) return;
  await stopProcesses(half.processes);
  if (name === 'images') await releaseBuildkit(paths);
  updateRecord(paths, (record) => {
    const { [name]: _, ...halves } = record.halves;
    return { ...record, halves };
  });
};
