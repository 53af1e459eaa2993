import { readJson, type Tree } from '@nx/devkit';
import { goKind } from './go.ts';
import { nodeKind } from './node.ts';
import { pythonKind } from './python.ts';
import type { KindName, ServiceKind } from './service-kind.ts';
import { staticKind } from './static.ts';

export const serviceKinds: Readonly<Record<KindName, ServiceKind>> = {
  node: nodeKind,
  static: staticKind,
  go: goKind,
  python: pythonKind,
};

/** Frameworks whose build is a folder of files for a browser. */
const browserPackages = ['react', 'vue', 'svelte', '@angular/core', 'preact', 'solid-js'];

/** What a project is, by the files in its folder. */
export function findKind(tree: Tree, root: string): KindName {
  const has = (...names: string[]): boolean =>
    names.some((name) => tree.exists(root === '.' ? name : `${root}/${name}`));
  if (has('go.mod', 'main.go')) return 'go';
  if (has('pyproject.toml', 'requirements.txt')) return 'python';
  if (has('index.html', 'src/index.html', 'public/index.html')) return 'static';
  if (!has('package.json')) return 'node';
  const { dependencies = {} } = readJson<{ dependencies?: Record<string, string> }>(
    tree,
    `${root}/package.json`,
  );
  return browserPackages.some((name) => name in dependencies) ? 'static' : 'node';
}
