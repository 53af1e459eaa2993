import { homedir } from 'node:os';
import { join } from 'node:path';

export interface ToolPaths {
  /** Where the Go modules are. */
  readonly modules: string;
  /** `.nx-gitops` of the checkout. */
  readonly home: string;
  readonly bin: string;
  readonly manifest: string;
  /** Finished binaries that all checkouts of this user share. */
  readonly cache: string;
}

export const toolPaths = (workspace: string, key: string): ToolPaths => {
  const home = join(workspace, '.nx-gitops');
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return {
    modules: join(workspace, 'tools/toolchain'),
    home,
    bin: join(home, 'bin'),
    manifest: join(home, 'bin/.manifest.json'),
    cache: join(caches, 'nx-gitops/tools', key),
  };
};
