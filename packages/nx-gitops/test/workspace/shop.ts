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
  const files = await readExample();
  for (const path of Object.keys(files).filter(isMade)) delete files[path];
  const settings = 'config-repository/gitops.yaml';
  files[settings] = files[settings]?.replaceAll('namespace: shop-', 'namespace: {id}-') ?? '';
  return createWorkspace(files);
}

/** The example with its committed locks and snapshots, just as it is. */
export const createExample = async (): Promise<Workspace> => createWorkspace(await readExample());

async function readExample(): Promise<Record<string, string>> {
  const { stdout } = await execa(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...ofTheShop],
    { cwd: repositoryRoot },
  );
  const files: Record<string, string> = {};
  for (const path of stdout.split('\0').filter(Boolean)) {
    const text = await readFile(join(repositoryRoot, path), 'utf8').catch(() => undefined);
    if (text !== undefined) files[path] = text;
  }
  return files;
}
