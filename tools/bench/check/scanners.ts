import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from '../../src/bench/race.ts';
import { runIn } from './run-in.ts';

/** What takes part, in the order of the table's columns. */
export const columns = ['node -e 0', 'nx-gitops check', 'gitleaks', 'secretlint'] as const;

/** The path of the bundle in a checkout. */
export const bundleOf = (root: string): string => join(root, 'packages/nx-gitops/dist/check.cjs');

/** An empty Node process and the check, which take part in every race. */
export const own = (root: string, cwd: string, scope = '--staged'): Contestant[] => [
  { name: columns[0], run: () => runIn(cwd, process.execPath, '-e', '0') },
  { name: columns[1], run: () => runIn(cwd, process.execPath, bundleOf(root), scope) },
];

/** gitleaks, from the PATH or from $GITLEAKS. */
export function gitleaks(cwd: string): Contestant[] {
  const file = process.env.GITLEAKS ?? 'gitleaks';
  if (runIn(cwd, file, 'version').status !== 0) return [];
  const args = ['git', '--staged', '--no-banner', '--log-level', 'fatal', '.'];
  return [{ name: columns[2], run: () => runIn(cwd, file, ...args) }];
}

/** secretlint, from the folder $SECRETLINT with its node_modules; its preset is that of a `.secretlintrc.json`. */
export function secretlint(cwd: string): Contestant[] {
  const file = join(process.env.SECRETLINT ?? '', 'node_modules/.bin/secretlint');
  return process.env.SECRETLINT && existsSync(file)
    ? [{ name: columns[3], run: () => runIn(cwd, file, '**/*') }]
    : [];
}
