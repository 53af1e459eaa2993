import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { silentReport } from '../terminal/report.ts';
import { resourcePaths } from '../toolchain/resources.ts';
import { readVersionTable } from '../toolchain/version-table.ts';
import { workspaceRoot } from '../workspace.ts';
import { chooseBuilder } from './choose-builder.ts';
import { chooseCluster, type ForeignCluster } from './choose-cluster.ts';
import { localContext } from './format-kubeconfig.ts';
import { mapBaseImages } from './map-base-images.ts';
import { writeContract, type PlatformContract } from './platform-contract.ts';
import type { PlatformOptions } from './platform-options.ts';
import { platformPaths, type PlatformPaths } from './platform-paths.ts';
import { isHalfUp, readRecord, type HalfName } from './platform-record.ts';
import { startHalf } from './start-half.ts';
import { stopHalf } from './stop-half.ts';
import { withLock } from './with-lock.ts';

export interface StartedPlatform {
  readonly contract: PlatformContract;
  /** The halves that had to be started; none if the platform was up. */
  readonly started: readonly HalfName[];
}

/** Starts what does not run, leaves alone what does, and says in `platform.json` where everything is. */
export const startPlatform = async (options: PlatformOptions): Promise<StartedPlatform> => {
  const { directory, report = silentReport, signal } = options;
  const paths = platformPaths(directory);
  mkdirSync(paths.state, { recursive: true, mode: 0o700 });
  return withLock({ path: paths.lock, report, signal }, async () => {
    const foreign = chooseCluster();
    const started = await startHalves(options, paths, foreign);
    const contract = await describePlatform(options, paths, foreign);
    writeContract(paths.contract, contract);
    return { contract, started };
  });
};

const startHalves = async (
  { binDirectory, cluster = true, report = silentReport, signal }: PlatformOptions,
  paths: PlatformPaths,
  foreign: ForeignCluster | undefined,
): Promise<HalfName[]> => {
  const modes: [HalfName, string][] = [
    ['images', await chooseBuilder(binDirectory)],
    ...(cluster
      ? ([['cluster', foreign ? `context:${foreign.context}` : 'local']] satisfies [
          HalfName,
          string,
        ][])
      : []),
  ];
  const { halves } = readRecord(paths);
  const wanted = modes.filter(([name, mode]) => !isHalfUp(halves[name], mode));
  if (wanted.length === 0) return [];
  report.running(`Starting ${wanted.map(([name]) => halfLabels[name]).join(' and ')}`);
  const results = await Promise.allSettled(
    wanted.map(([name, mode]) => startHalf(name, { paths, binDirectory, mode, signal })),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    for (const [name] of wanted) await stopHalf(paths, name);
    throw failure.reason;
  }
  return wanted.map(([name]) => name);
};

const halfLabels: Readonly<Record<HalfName, string>> = {
  images: 'registry and builder',
  cluster: 'cluster',
};

const describePlatform = async (
  { binDirectory, directory, workspace = directory }: PlatformOptions,
  paths: PlatformPaths,
  foreign: ForeignCluster | undefined,
): Promise<PlatformContract> => {
  const { ports, halves, buildkitSocket, baseImage } = readRecord(paths);
  const isBuildkit = halves.images?.mode === 'buildkit';
  return {
    version: 1,
    mirror: `127.0.0.1:${ports['registry']}`,
    builder: isBuildkit
      ? { kind: 'buildkit', address: `unix://${buildkitSocket}` }
      : { kind: 'docker' },
    baseImages: await mapBaseImages(workspace, isBuildkit ? baseImage : undefined),
    kubeconfig: foreign?.kubeconfig ?? paths.kubeconfig,
    context: foreign?.context ?? localContext,
    openapi: resourcePaths(dirname(binDirectory), readVersionTable(workspaceRoot)).openapi,
  };
};
