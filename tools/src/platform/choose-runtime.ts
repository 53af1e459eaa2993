import { join } from 'node:path';

import { execa } from 'execa';

/** runc itself if it can filter system calls; BuildKit cannot be told not to ask for that. */
export const chooseRuntime = async (binDirectory: string): Promise<string> => {
  const runc = join(binDirectory, 'runc');
  const { stdout } = await execa(runc, ['--version'], { stdin: 'ignore' });
  return stdout.includes('libseccomp') ? runc : join(binDirectory, 'runc-unfiltered');
};
