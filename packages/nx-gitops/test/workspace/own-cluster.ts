import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { platformPaths } from '../../../../tools/src/platform/platform-paths.ts';
import { readRecord } from '../../../../tools/src/platform/platform-record.ts';
import { startHalf } from '../../../../tools/src/platform/start-half.ts';
import { stopHalf } from '../../../../tools/src/platform/stop-half.ts';
import { repositoryRoot } from './repository-root.ts';

/** A control plane that only one spec uses: it may be killed. */
export interface OwnCluster {
  readonly kubeconfig: string;
  readonly kubectl: (args: readonly string[], input?: string) => Promise<string>;
  /** Ends the API server as a crash would. */
  readonly killServer: () => void;
  /** Brings it back, with all that it had. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a control plane whose state is in a folder. */
export async function openOwnCluster(directory: string): Promise<OwnCluster> {
  const paths = platformPaths(directory);
  const binDirectory = join(repositoryRoot, '.nx-gitops', 'bin');
  const start = (): Promise<void> =>
    startHalf('cluster', { paths, binDirectory, mode: 'local', signal: undefined });
  await mkdir(paths.state, { recursive: true });
  await start();
  return {
    kubeconfig: paths.kubeconfig,
    kubectl: async (args, input) => {
      const options = input === undefined ? {} : { input };
      return (await execa('kubectl', [`--kubeconfig=${paths.kubeconfig}`, ...args], options))
        .stdout;
    },
    killServer: () => {
      const processes = readRecord(paths).halves.cluster?.processes ?? [];
      const server = processes.find(({ name }) => name === 'kube-apiserver');
      if (server) process.kill(server.pid, 'SIGKILL');
    },
    start,
    stop: () => stopHalf(paths, 'cluster'),
  };
}
