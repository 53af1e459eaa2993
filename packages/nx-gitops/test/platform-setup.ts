import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installTools } from '../../../tools/src/toolchain/install-tools.ts';
import { startPlatform } from '../../../tools/src/platform/start-platform.ts';
import { stopPlatform } from '../../../tools/src/platform/stop-platform.ts';
import { repositoryRoot } from './workspace/repository-root.ts';

/** One platform for all integration specs, beside whatever runs in this checkout. */
export default async function setup(): Promise<() => Promise<void>> {
  await installTools();
  const directory = await mkdtemp(join(tmpdir(), 'nx-gitops-test-'));
  const binDirectory = join(repositoryRoot, '.nx-gitops', 'bin');
  await startPlatform({ directory, binDirectory, workspace: repositoryRoot });
  process.env['NX_GITOPS_PLATFORM'] = join(directory, '.nx-gitops', 'platform.json');
  process.env['PATH'] = [binDirectory, process.env['PATH']].join(delimiter);
  process.env['NX_DAEMON'] = 'false';
  // A process for each plugin of each call of Nx would take longer than the tests. The graph's spec starts them.
  process.env['NX_ISOLATE_PLUGINS'] ??= 'false';
  return async () => {
    await stopPlatform({ directory });
    await rm(directory, { recursive: true, force: true });
  };
}
