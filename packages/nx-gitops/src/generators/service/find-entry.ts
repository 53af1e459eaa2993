import { readJson, type Tree } from '@nx/devkit';
import type { KindName } from './kinds/service-kind.ts';

const pythonEntries = ['main.py', 'app.py', 'server.py'];

/** What an existing project starts, as far as its files say; `files` are those of its folder and of `cmd/`. */
export function findEntry(
  tree: Tree,
  {
    root,
    kind,
    output,
  }: { readonly root: string; readonly kind: KindName; readonly output: string },
  files: readonly string[],
): string | undefined {
  if (kind === 'python') return pythonEntries.find((name) => files.includes(name));
  if (kind === 'go') return findPackage(root, files);
  if (kind !== 'node' || !files.includes('package.json')) return undefined;
  const { main } = readJson<{ main?: string }>(tree, `${root}/package.json`);
  const path = main?.replace(/^\.\//, '');
  return path?.startsWith(`${output}/`) ? path.slice(output.length + 1) : undefined;
}

/** `cmd/<name of the folder>`, or the only one there; the folder itself has a main package where it has sources. */
function findPackage(root: string, files: readonly string[]): string | undefined {
  const commands = files.filter((file) => file.startsWith('cmd/'));
  const own = commands.find((command) => root.endsWith(command.slice('cmd'.length)));
  if (own !== undefined) return `./${own}`;
  const isMain = files.some((file) => file.endsWith('.go') && !file.includes('/'));
  return !isMain && commands.length === 1 ? `./${commands[0]}` : undefined;
}
