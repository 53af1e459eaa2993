import { ToolsError } from '../tools-error.ts';
import { updateHalf, type HalfName } from './platform-record.ts';
import { startCluster } from './start-cluster.ts';
import { startImages, type HalfStart } from './start-images.ts';
import { stopHalf } from './stop-half.ts';

const attempts = 3;

/** Clears what is left of this half away and starts it; a port that somebody took meanwhile is worth another try. */
export const startHalf = async (name: HalfName, start: HalfStart, attempt = 1): Promise<void> => {
  const { paths, mode } = start;
  await stopHalf(paths, name);
  updateHalf(paths, name, () => ({ mode, isReady: false, processes: [] }));
  try {
    if (name === 'images') await startImages(start);
    else if (mode === 'local') await startCluster(start);
    updateHalf(paths, name, (half) => ({ ...half, isReady: true }));
  } catch (error) {
    await stopHalf(paths, name);
    if (attempt < attempts && isPortTaken(error)) return startHalf(name, start, attempt + 1);
    throw error;
  }
};

const isPortTaken = (error: unknown): boolean =>
  error instanceof ToolsError && error.problem.includes('address already in use');
