import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/**
 * Gives a workspace the installed packages of this repository by links, and its own packages as npm workspaces
 * would link them. An install of its own for every test would take minutes.
 */
export async function linkModules(root: string): Promise<void> {
  const from = join(repositoryRoot, 'node_modules');
  const to = join(root, 'node_modules');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name.startsWith('@shop') || name.startsWith('@nx-gitops') || name === '.package-lock.json')
      continue;
    const target =
      name === 'nx-gitops' ? join(repositoryRoot, 'packages/nx-gitops') : join(from, name);
    await symlink(target, join(to, name));
  }
  for (const folder of ['packages', 'apps']) {
    for (const name of await readdir(join(root, folder)).catch(() => [])) {
      const manifest = join(root, folder, name, 'package.json');
      const text = await readFile(manifest, 'utf8').catch(() => '{}');
      const { name: packageName = '' } = JSON.parse(text) as { name?: string };
      if (!packageName.includes('/')) continue;
      await mkdir(join(to, packageName.split('/')[0] ?? ''), { recursive: true });
      await symlink(join(root, folder, name), join(to, packageName));
    }
  }
}
