import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';

import { planBuilds } from './plan-builds.ts';
import { toolList } from './tool-list.ts';
import type { VersionTable } from './version-table.ts';

const sources = [
  'go.mod',
  'go.sum',
  'runc/go.mod',
  'runc/go.sum',
  'extras/go.mod',
  'extras/go.sum',
  'registry/main.go',
  'registry/blob_store.go',
  'registry/manifest_store.go',
  'runc-unfiltered/main.go',
  'releases.json',
];

/** Digest of everything that decides what the binaries are: modules, flags, versions, our own source, platform. */
export const toolKey = (workspace: string, table: VersionTable): string => {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([planBuilds(toolList, table), table, platform(), arch()]));
  for (const source of sources) {
    hash.update(readFileSync(join(workspace, 'tools/toolchain', source)));
  }
  return hash.digest('hex').slice(0, 32);
};
