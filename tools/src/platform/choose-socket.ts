import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { PlatformPaths } from './platform-paths.ts';

/** The kernel cuts the path of a Unix socket at 108 bytes (104 on macOS). */
const longest = 100;

/** In the folder of the platform, or in a private short one where that folder lies too deep. */
export const chooseSocket = (paths: PlatformPaths, before: string | undefined): string => {
  const preferred = join(paths.state, 'buildkitd.sock');
  if (Buffer.byteLength(preferred) <= longest) return preferred;
  if (before && existsSync(dirname(before))) return before;
  const folder = tmpdir().length > 60 ? '/tmp' : tmpdir();
  return join(mkdtempSync(join(folder, 'nx-gitops-')), 'buildkitd.sock');
};
