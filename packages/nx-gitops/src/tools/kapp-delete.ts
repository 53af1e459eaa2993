import { kappFlags, type KappApp } from './kapp-app.ts';
import { kappError } from './kapp-error.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** Deletes everything of an app. False where there was no such app. */
export async function kappDelete(
  run: RunTool,
  app: KappApp,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const args = ['delete', ...kappFlags(app), '--yes', '--tty'];
  const result = await runOnCluster(run, app.cluster, 'kapp', args, {
    onLine,
    signal,
    tethered: true,
  });
  if (result.exitCode !== 0) throw kappError(app, result, 'delete');
  return !/does not exist/.test(result.all);
}
