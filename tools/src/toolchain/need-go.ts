import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { execa } from 'execa';

import { ToolsError } from '../tools-error.ts';
import type { Tool } from './tool-list.ts';
import type { ToolPaths } from './tool-paths.ts';
import { findVersion, type VersionTable } from './version-table.ts';

/** One clear error before the first build, instead of one per tool. */
export const needGo = async (
  paths: ToolPaths,
  tools: readonly Tool[],
  table: VersionTable,
): Promise<void> => {
  const { failed } = await execa('go', ['version'], { reject: false, stdin: 'ignore' });
  if (!failed) return;
  const wanted = tools
    .map((tool) => `${tool.name} ${findVersion(table, tool)?.version ?? ''}`.trim())
    .join(', ');
  throw new ToolsError(
    `Go was not found on PATH, and these tools have to be built: ${wanted}.`,
    `Install Go ${goVersion(paths)} or newer (https://go.dev/doc/install), or put the tools in these versions on PATH.`,
  );
};

const goVersion = (paths: ToolPaths): string =>
  /^go (\S+)$/m.exec(readFileSync(join(paths.modules, 'go.mod'), 'utf8'))?.[1] ?? '';
