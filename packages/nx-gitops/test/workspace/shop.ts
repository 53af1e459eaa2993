import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { repositoryRoot } from './repository-root.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const ofTheShop = [
  'apps',
  'packages/http-client',
  'packages/http-service',
  'packages/money',
  'config-repository',
  'nx.json',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  '.gitignore',
];

/** Locks and snapshots of the repository belong to the base image of the machine that made them. */
const isMade = (path: string): boolean => /\/\.release\/|\/app-locks\/(?!third-party)/.test(path);

/** The example application of this repository in a workspace of its own, in namespaces of its own. */
export async function createShop(): Promise<Workspace> {
  const { stdout } = await execa(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...ofTheShop],
    { cwd: repositoryRoot },
  );
  const files: Record<string, string> = {};
  for (const path of stdout.split('\0').filter((name) => name && !isMade(name))) {
    const text = await readFile(join(repositoryRoot, path), 'utf8').catch(() => undefined);
    if (text !== undefined) files[path] = text;
  }
  files['config-repository/gitops.yaml'] = (
    files['config-repository/gitops.yaml'] ?? ''
  ).replaceAll('namespace: shop-', 'namespace: {id}-');
  return createWorkspace(files);
}
