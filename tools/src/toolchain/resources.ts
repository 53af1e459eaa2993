import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

import { buildEnvironment } from './build-flags.ts';
import { placeFile } from './place-file.ts';
import type { ToolPaths } from './tool-paths.ts';
import type { VersionTable } from './version-table.ts';

const kwokStages = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'];

/** Where the files that come with the modules are put, beside the folder of the binaries. */
export const resourcePaths = (home: string, table: VersionTable) => ({
  openapi: join(home, 'openapi', `v${table['kubectl']?.version}.json`),
  kwok: join(home, 'kwok-stages', `v${table['kwok']?.version}`),
});

/** The schemas of Kubernetes and the stages of KWOK, out of the modules that the binaries are made of. */
export const installResources = async (paths: ToolPaths, table: VersionTable): Promise<void> => {
  const wanted = resourcePaths(paths.home, table);
  const isComplete = existsSync(wanted.openapi) && existsSync(join(wanted.kwok, 'complete'));
  if (isComplete) return;
  const shared = resourcePaths(paths.cache, table);
  if (!existsSync(join(shared.kwok, 'complete'))) await copyFromModules(paths, shared);
  await placeFile(shared.openapi, wanted.openapi);
  await placeAll(shared.kwok, wanted.kwok);
};

const copyFromModules = async (
  paths: ToolPaths,
  to: ReturnType<typeof resourcePaths>,
): Promise<void> => {
  const [kubernetes, kwok] = await Promise.all(
    ['k8s.io/kubernetes', 'sigs.k8s.io/kwok'].map((name) => downloadModule(paths, name)),
  );
  await placeFile(join(`${kubernetes}`, 'api/openapi-spec/swagger.json'), to.openapi);
  for (const stage of kwokStages)
    await placeAll(join(`${kwok}`, 'kustomize/stage', stage), to.kwok);
  await placeFile(join(`${kwok}`, 'LICENSE'), join(to.kwok, 'complete'));
};

/** The last file to be placed is named `complete`. */
const placeAll = async (from: string, to: string): Promise<void> => {
  const files = readdirSync(from).filter((file) => file === 'complete' || isStage(file));
  for (const file of files.sort(completeLast)) await placeFile(join(from, file), join(to, file));
};

const isStage = (file: string) => /^(node|pod)-.*\.yaml$/.test(file);
const completeLast = (a: string, b: string) => Number(a === 'complete') - Number(b === 'complete');

const downloadModule = async (paths: ToolPaths, name: string): Promise<string> => {
  const { stdout } = await execa('go', ['mod', 'download', '-json', name], {
    cwd: paths.modules,
    env: buildEnvironment,
    stdin: 'ignore',
  });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
};
