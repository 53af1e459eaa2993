import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { readLines } from './kapp-lines.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** One object that differs between snapshot and cluster. */
export interface ObjectChange {
  /** `wait`: equal already, but not ready yet. */
  readonly operation: 'create' | 'update' | 'delete' | 'wait';
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What a deploy of the manifests would change. They go through a pipe: secrets are open in them. */
export async function kappDiff(
  run: RunTool,
  app: KappApp,
  manifests: string,
  isPart = false,
): Promise<ObjectChange[]> {
  const args = ['--file=-', '--diff-run', '--json', '--yes', ...(isPart ? ['--patch'] : [])];
  const result = await runOnCluster(
    run,
    app.cluster,
    'kapp',
    ['deploy', ...kappFlags(app), ...args],
    { input: manifests },
  );
  if (result.exitCode !== 0) {
    throw kappError(app, { ...result, all: readLines(result.stdout) }, 'compare');
  }
  return readChanges(result.stdout);
}

/** kapp's table of changes, as its `--json` prints it. */
export function readChanges(output: string): ObjectChange[] {
  const { Tables = [] } = JSON.parse(output) as { Tables?: Table[] };
  const rows = Tables.filter(({ Header }) => 'op' in Header).flatMap(({ Rows }) => Rows ?? []);
  return rows.map(({ op, kind, namespace, name }) => ({
    operation: op in operations ? (op as ObjectChange['operation']) : 'wait',
    kind,
    namespace: namespace === '(cluster)' ? '' : namespace,
    name,
  }));
}

const operations = { create: true, update: true, delete: true } as const;

interface Table {
  readonly Header: Readonly<Record<string, string>>;
  readonly Rows: readonly Readonly<Record<'op' | 'kind' | 'namespace' | 'name', string>>[] | null;
}
