import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import { ToolsError } from '../tools-error.ts';
import type { Build } from './plan-builds.ts';
import type { ToolPaths } from './tool-paths.ts';

export interface BuildRequest {
  readonly build: Build;
  readonly paths: ToolPaths;
  readonly signal?: AbortSignal | undefined;
}

/** Compiles into a folder of its own and moves what is finished into the cache. */
export const runBuild = async ({ build, paths, signal }: BuildRequest): Promise<void> => {
  await mkdir(paths.cache, { recursive: true });
  const output = await mkdtemp(join(paths.cache, '.build-'));
  const packages = build.tools.map((tool) => tool.package);
  try {
    await execa('go', ['build', ...build.flags, '-o', `${output}/`, ...packages], {
      cwd: join(paths.modules, build.module),
      env: build.environment,
      stdin: 'ignore',
      ...(signal && { cancelSignal: signal }),
    });
    for (const tool of build.tools) {
      await rename(join(output, binaryName(tool.package)), join(paths.cache, tool.name));
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    throw buildError(build, error);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
};

/** `go.etcd.io/etcd/server/v3` becomes `server`: Go leaves the major version out. */
const binaryName = (goPackage: string): string =>
  goPackage
    .replace(/\/v\d+$/, '')
    .split('/')
    .at(-1) ?? goPackage;

const buildError = (build: Build, cause: unknown): ToolsError => {
  const names = build.tools.map(({ name }) => name).join(', ');
  const stderr = (cause as { stderr?: string }).stderr ?? String(cause);
  const tail = stderr.trim().split('\n').slice(-8).join('\n  ');
  return new ToolsError(
    `Building ${names} failed:\n  ${tail}`,
    'Check the Go version and the access to the Go module proxy, then run "npm run tools" again.',
    { cause },
  );
};
