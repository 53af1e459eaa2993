import type { ObjectRow } from '../model/object-tree.ts';
import { kappRows } from './kapp-rows.ts';
import { kappError, kappFlags, type KappApp } from './kapp.ts';
import type { RunTool } from './run-tool.ts';

/** The objects of an app as a tree: Deployment → ReplicaSet → Pod. */
export async function kappInspect(run: RunTool, app: KappApp): Promise<string> {
  const result = await run('kapp', ['inspect', ...kappFlags(app), '--tree']);
  if (result.exitCode !== 0) throw kappError(app, result);
  return result.stdout;
}

/** As `kappInspect`, as rows; an app that does not exist has none. */
export const kappTree = async (run: RunTool, app: KappApp): Promise<readonly ObjectRow[]> =>
  (await kappRows<ObjectRow>(run, app, ['--tree'])) ?? [];

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
  const result = await run('kapp', ['logs', ...kappFlags(app), ...args], { onLine, signal });
  if (result.exitCode !== 0 && !signal.aborted) throw kappError(app, result);
}

/** Deletes everything of an app. False where there was no such app. */
export async function kappDelete(
  run: RunTool,
  app: KappApp,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const args = ['delete', ...kappFlags(app), '--yes', '--tty'];
  const result = await run('kapp', args, { onLine, signal, tethered: true });
  if (result.exitCode !== 0) throw kappError(app, result);
  return !/does not exist/.test(result.all);
}

/** How many objects an app has. */
export async function kappCount(run: RunTool, app: KappApp): Promise<number> {
  const rows = await kappRows<{ readonly owner?: string }>(run, app);
  return (rows ?? []).filter(({ owner }) => owner === 'kapp').length;
}
