import type { ProcessResult } from '../io/process.ts';
import type { ObjectRow } from '../model/manifest/object-tree.ts';
import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { readLines } from './kapp-lines.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** The rows of `kapp inspect`, one for each object of an app; undefined where there is no such app. */
export async function kappRows<T>(
  run: RunTool,
  app: KappApp,
  more: readonly string[] = [],
): Promise<readonly T[] | undefined> {
  const result = await runOnCluster(run, app.cluster, 'kapp', [
    'inspect',
    ...kappFlags(app),
    ...more,
    '--json',
  ]);
  if (isUnknownApp(result)) return undefined;
  if (result.exitCode !== 0) {
    throw kappError(app, { ...result, all: readLines(result.stdout) }, 'inspect');
  }
  const { Tables } = JSON.parse(result.stdout) as { Tables?: { Rows?: T[] | null }[] };
  return (Tables ?? []).flatMap(({ Rows }) => Rows ?? []);
}

const isUnknownApp = ({ exitCode, all }: ProcessResult): boolean =>
  exitCode !== 0 && /App .* does not exist/.test(all);

/** The objects of an app as the rows of a tree: Deployment → ReplicaSet → Pod; an app that does not exist has none. */
export const kappTree = async (run: RunTool, app: KappApp): Promise<readonly ObjectRow[]> =>
  (await kappRows<ObjectRow>(run, app, ['--tree'])) ?? [];

/** How many objects an app has. */
export async function kappCount(run: RunTool, app: KappApp): Promise<number> {
  const rows = await kappRows<{ readonly owner?: string }>(run, app);
  return (rows ?? []).filter(({ owner }) => owner === 'kapp').length;
}
