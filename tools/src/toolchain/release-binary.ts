import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';

import { ToolsError } from '../tools-error.ts';
import type { Tool } from './tool-list.ts';
import type { ToolPaths } from './tool-paths.ts';

interface Release {
  readonly url: string;
  readonly sha256: string;
}
/** `releases.json`: tool → platform (`linux-x64`) → a bare binary and its published checksum. */
type Releases = Readonly<Record<string, Readonly<Record<string, Release>> | undefined>>;

/** Takes a published binary instead of a build, where the table names one. */
export const fetchRelease = async (
  paths: ToolPaths,
  tool: Tool,
  signal?: AbortSignal,
): Promise<boolean> => {
  const releases = JSON.parse(
    await readFile(join(paths.modules, 'releases.json'), 'utf8'),
  ) as Releases;
  const release = releases[tool.name]?.[`${platform()}-${arch()}`];
  if (!release) return false;
  const content = await download(release, signal);
  if (!content) return false;
  const digest = createHash('sha256').update(content).digest('hex');
  if (digest !== release.sha256) {
    throw new ToolsError(
      `${release.url} has the checksum ${digest}; tools/toolchain/releases.json expects ${release.sha256}.`,
      'Do not use the download. Remove the row, so that the tool is built from source, and report it.',
    );
  }
  await store(paths, tool, content);
  return true;
};

/** Without network the tool is built instead. */
const download = async (release: Release, signal?: AbortSignal): Promise<Buffer | undefined> => {
  try {
    const response = await fetch(release.url, { ...(signal && { signal }) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
};

const store = async (paths: ToolPaths, tool: Tool, content: Buffer): Promise<void> => {
  const temporary = join(paths.cache, `.${tool.name}.${process.pid}`);
  await mkdir(paths.cache, { recursive: true });
  try {
    await writeFile(temporary, content);
    await chmod(temporary, 0o755);
    await rename(temporary, join(paths.cache, tool.name));
  } finally {
    await rm(temporary, { force: true });
  }
};
