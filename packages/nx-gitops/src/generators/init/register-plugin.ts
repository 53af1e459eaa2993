import { readNxJson, updateNxJson, type Tree } from '@nx/devkit';
import { keepRegistry } from '../keep-registry.ts';
import type { InitPlan } from './normalize-options.ts';

const globs = {
  default: ['{projectRoot}/**/*'],
  production: [
    'default',
    '!{projectRoot}/**/*.{spec,test}.*',
    '!{projectRoot}/test/**',
    '!{projectRoot}/**/*.md',
  ],
};

/** Runs with "nx sync" and "nx sync:check" only, not before every task. */
const sync = 'nx-gitops:sync';

/** Names the plugin in nx.json, and the files that decide what an image holds. */
export function registerPlugin(
  tree: Tree,
  { registry }: Partial<Pick<InitPlan, 'registry'>>,
): void {
  const before = readNxJson(tree) ?? {};
  const plugins = before.plugins ?? [];
  const isThere = plugins.some(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === 'nx-gitops',
  );
  const syncs = before.sync?.globalGenerators ?? [];
  const after = {
    ...before,
    namedInputs: { ...globs, ...before.namedInputs },
    plugins: isThere ? plugins : [...plugins, { plugin: 'nx-gitops', options: {} }],
    sync: {
      ...before.sync,
      globalGenerators: syncs.includes(sync) ? syncs : [...syncs, sync],
    },
  };
  if (JSON.stringify(after) !== JSON.stringify(before)) updateNxJson(tree, after);
  keepRegistry(tree, registry);
}
