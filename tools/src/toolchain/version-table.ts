import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Tool } from './tool-list.ts';

export interface ToolVersion {
  readonly version: string;
  readonly minimum: string;
  readonly versionArgs: readonly string[];
  readonly install: string;
}
export type VersionTable = Readonly<Record<string, ToolVersion>>;

/** The one table of versions belongs to the plugin; the tool chain only reads it. */
export const readVersionTable = (workspace: string): VersionTable =>
  JSON.parse(
    readFileSync(join(workspace, 'packages/nx-gitops/tool-versions.json'), 'utf8'),
  ) as VersionTable;

/** The row of a tool; the registry is ours and has none. */
export const findVersion = (table: VersionTable, tool: Tool): ToolVersion | undefined =>
  table[tool.versionOf ?? tool.name];
