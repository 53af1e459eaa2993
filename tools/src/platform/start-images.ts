import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

import { buildBaseImage } from './build-base-image.ts';
import { choosePorts } from './choose-ports.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { chooseSocket } from './choose-socket.ts';
import { formatBuildkitConfig } from './format-buildkit-config.ts';
import { buildkitPart, registryPart } from './image-parts.ts';
import type { PlatformPaths } from './platform-paths.ts';
import { readRecord, updateRecord } from './platform-record.ts';
import { startProcess } from './start-process.ts';
import { waitUntil } from './wait-until.ts';
import { writePrivateFile } from './write-private-file.ts';

export interface HalfStart {
  readonly paths: PlatformPaths;
  readonly binDirectory: string;
  readonly mode: string;
  readonly signal?: AbortSignal | undefined;
}

/** Registry and BuildKit side by side, then the base image. */
export const startImages = async (start: HalfStart): Promise<void> => {
  const { paths, mode } = start;
  const { registry = 0 } = await choosePorts(['registry'], readRecord(paths).ports);
  updateRecord(paths, ({ ports, ...record }) => ({ ...record, ports: { ...ports, registry } }));
  mkdirSync(paths.registry, { recursive: true });
  await Promise.all([
    startRegistry(start, registry),
    ...(mode === 'buildkit' ? [startBuildkit(start, registry)] : []),
  ]);
  if (mode === 'buildkit') await provideBaseImage(start, registry);
};

const startRegistry = async (
  { paths, binDirectory, signal }: HalfStart,
  registryPort: number,
): Promise<void> => {
  const part = startProcess(paths, 'images', registryPart({ paths, binDirectory, registryPort }));
  const check = async () => (await fetch(`http://127.0.0.1:${registryPort}/v2/`)).ok;
  await waitUntil({ paths, part, until: 'it answered /v2/', check, signal });
};

const startBuildkit = async (
  { paths, binDirectory, signal }: HalfStart,
  registryPort: number,
): Promise<void> => {
  const buildkitSocket = chooseSocket(paths, readRecord(paths).buildkitSocket);
  const runc = await chooseRuntime(binDirectory);
  updateRecord(paths, (record) => ({ ...record, buildkitSocket }));
  mkdirSync(paths.buildkit, { recursive: true });
  rmSync(buildkitSocket, { force: true });
  writePrivateFile(paths.buildkitConfig, formatBuildkitConfig(registryPort));
  const settings = { paths, binDirectory, registryPort, buildkitSocket, runc };
  const part = startProcess(paths, 'images', buildkitPart(settings));
  const check = () => isBuildkitReady(binDirectory, buildkitSocket);
  await waitUntil({ paths, part, until: '"buildctl debug workers" answered', check, signal });
};

const isBuildkitReady = async (binDirectory: string, socket: string): Promise<boolean> => {
  const { stdout } = await execa(
    join(binDirectory, 'buildctl'),
    [`--addr=unix://${socket}`, 'debug', 'workers'],
    {
      stdin: 'ignore',
      timeout: 5000,
    },
  );
  return stdout.split('\n').length > 1;
};

const provideBaseImage = async (
  { paths, binDirectory, signal }: HalfStart,
  registryPort: number,
): Promise<void> => {
  const builder = `unix://${readRecord(paths).buildkitSocket}`;
  const baseImage = await buildBaseImage({
    binDirectory,
    builder,
    registry: `127.0.0.1:${registryPort}`,
    signal,
  });
  updateRecord(paths, (record) => ({ ...record, baseImage }));
};
