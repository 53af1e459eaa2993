import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ToolPaths } from './tool-paths.ts';

/** What was installed, so that the next run need not start anything to know it. */
export interface Manifest {
  readonly key: string;
  readonly tools: Readonly<Record<string, ManifestEntry>>;
}
export interface ManifestEntry {
  readonly size: number;
  readonly mtimeMs: number;
}

export const readManifest = (path: string, key: string): Manifest => {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    return manifest.key === key ? manifest : { key, tools: {} };
  } catch {
    return { key, tools: {} };
  }
};

/** Read and written in one go: installations that run side by side must not lose each other's tools. */
export const recordTool = (paths: ToolPaths, key: string, name: string): void => {
  const entry = statEntry(join(paths.bin, name));
  if (!entry) return;
  const { tools } = readManifest(paths.manifest, key);
  const temporary = `${paths.manifest}.${process.pid}`;
  mkdirSync(dirname(paths.manifest), { recursive: true });
  writeFileSync(
    temporary,
    `${JSON.stringify({ key, tools: { ...tools, [name]: entry } }, undefined, 2)}\n`,
  );
  renameSync(temporary, paths.manifest);
};

export const isInstalled = (paths: ToolPaths, manifest: Manifest, name: string): boolean => {
  const expected = manifest.tools[name];
  const found = statEntry(join(paths.bin, name));
  return (
    !!expected && !!found && expected.size === found.size && expected.mtimeMs === found.mtimeMs
  );
};

const statEntry = (path: string): ManifestEntry | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { size: stats.size, mtimeMs: stats.mtimeMs };
};
