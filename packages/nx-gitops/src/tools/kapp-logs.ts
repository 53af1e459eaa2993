import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

export interface LogChoices {
  /** Name of a pod, `%` stands for anything; undefined means all. */
  readonly pod: string | undefined;
  readonly follow: boolean;
  readonly lines: number;
}

/** The logs of the pods of an app, line by line; with `follow` until it is stopped. */
export async function kappLogs(
  run: RunTool,
  app: KappApp,
  { pod, follow, lines }: LogChoices,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const args = [
    ...(pod === undefined ? [] : [`--pod-name=${pod}`]),
    ...(follow ? ['--follow'] : []),
    `--lines=${lines}`,
  ];
  const result = await runOnCluster(
    run,
    app.cluster,
    'kapp',
    ['logs', ...kappFlags(app), ...args],
    { onLine, signal },
  );
  if (result.exitCode !== 0 && !signal.aborted) throw kappError(app, result, 'read the logs of');
}
