import { kappError, kappFlags, type KappApp } from './kapp.ts';
import type { RunTool } from './run-tool.ts';

/** The rows of `kapp inspect`, one for each object of an app; undefined where there is no such app. */
export async function kappRows<T>(
  run: RunTool,
  app: KappApp,
  more: readonly string[] = [],
): Promise<readonly T[] | undefined> {
  const result = await run('kapp', ['inspect', ...kappFlags(app), ...more, '--json']);
  if (result.exitCode !== 0 && /App .* does not exist/.test(result.all)) return undefined;
  if (result.exitCode !== 0) throw kappError(app, result);
  const { Tables } = JSON.parse(result.stdout) as { Tables?: { Rows?: T[] | null }[] };
  return (Tables ?? []).flatMap(({ Rows }) => Rows ?? []);
}
