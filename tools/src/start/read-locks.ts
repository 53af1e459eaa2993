import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { workspaceRoot } from '../workspace.ts';

const folder = join(workspaceRoot, 'config-repository/environments/local/app-locks');

/** The digest that the environment "local" has for each service. */
export const readLocks = async (): Promise<ReadonlyMap<string, string>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.kbld.lock.yml')).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return [name.split('.')[0] ?? name, /@(sha256:[0-9a-f]{64})/.exec(text)?.[1] ?? ''] as const;
    }),
  );
  return new Map(entries);
};
