import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { isProgress } from './kapp-lines.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

export interface ApplyChoices {
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
  { signal, againstLive = false, part }: ApplyChoices = {},
): Promise<void> {
  const args = [
    '--file=-',
    '--yes',
    '--diff-changes=false',
    '--tty',
    `--wait-timeout=${waitTimeout}`,
    // kapp looks every three seconds otherwise: most of what a small release takes.
    `--wait-check-interval=${part ? '200ms' : '1s'}`,
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
