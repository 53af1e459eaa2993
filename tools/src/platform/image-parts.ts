import { join } from 'node:path';

import type { PlatformPaths } from './platform-paths.ts';
import type { Part } from './start-process.ts';

export interface ImageParts {
  readonly paths: PlatformPaths;
  readonly binDirectory: string;
  readonly registryPort: number;
  readonly buildkitSocket: string;
  readonly runc: string;
}

type RegistryParts = Pick<ImageParts, 'paths' | 'binDirectory' | 'registryPort'>;

export const registryPart = ({ paths, binDirectory, registryPort }: RegistryParts): Part => ({
  name: 'registry',
  command: join(binDirectory, 'registry'),
  args: ['--address', `127.0.0.1:${registryPort}`, '--disk', paths.registry],
});

export const buildkitPart = ({ paths, binDirectory, buildkitSocket, runc }: ImageParts): Part => ({
  name: 'buildkitd',
  command: join(binDirectory, 'buildkitd'),
  args: [
    `--config=${paths.buildkitConfig}`,
    `--root=${paths.buildkit}`,
    `--addr=unix://${buildkitSocket}`,
    `--otel-socket-path=${buildkitSocket.replace(/buildkitd\.sock$/, 'otel.sock')}`,
    '--cdi-disabled',
    '--containerd-worker=false',
    '--oci-worker=true',
    '--oci-worker-net=host',
    `--oci-worker-binary=${runc}`,
  ],
});
