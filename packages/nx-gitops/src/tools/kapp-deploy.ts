import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { isProgress } from './kapp-lines.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

export interface ApplyChoices {
  /** How many objects change, and are waited for. */
  readonly count: number;
  readonly signal?: AbortSignal;
  /** Writes every object that is not as the manifests say, whoever changed it. */
  readonly againstLive?: boolean;
  /** The record for some of the app's objects, where the manifests are no more: the others stay. */
  readonly part?: KappApp | undefined;
}

/** Applies the manifests and waits until they are ready. */
export async function kappDeploy(
  run: RunTool,
  app: KappApp,
  manifests: string,
  waitTimeout: string,
  onLine: (line: string) => void,
  { count, signal, againstLive = false, part }: ApplyChoices,
): Promise<void> {
  const args = [
    '--file=-',
    '--yes',
    '--diff-changes=false',
    '--tty',
    `--wait-timeout=${waitTimeout}`,
    `--wait-check-interval=${intervalOf(count)}`,
    ...(againstLive ? ['--diff-against-last-applied=false'] : []),
    // Nothing of a part asks kapp for logs, for which it would list every pod of the app.
    ...(part ? ['--patch', '--logs=false'] : []),
  ];
  const command = ['deploy', ...kappFlags(part ?? app), ...args];
  const result = await runOnCluster(run, app.cluster, 'kapp', command, {
    input: manifests,
    onLine: (line) => (isProgress(line) ? onLine(line.trimEnd()) : undefined),
    ...(signal === undefined ? {} : { signal }),
    tethered: true,
  });
  if (result.exitCode !== 0) throw kappError(app, result);
}

/**
 * How long kapp pauses between two looks at what it waits for. Its own three seconds are most of what a small release
 * takes; a look at each of many objects keeps the API server from making them ready.
 */
const intervalOf = (count: number): string => (count <= 20 ? '200ms' : count <= 100 ? '1s' : '3s');
