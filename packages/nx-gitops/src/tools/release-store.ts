import { GitopsError } from '../model/errors.ts';
import { parseReleaseLog, type ReleaseLog } from '../model/release-record.ts';
import { findClusterError, kubectlFlags } from './cluster.ts';
import type { KappApp } from './kapp.ts';
import { lastLines, type RunTool } from './run-tool.ts';

/** The releases of an app, kept in the ConfigMap `nx-gitops-<app>` beside kapp's own. */
export interface ReleaseStore {
  readonly read: () => Promise<ReleaseLog>;
  readonly write: (log: ReleaseLog) => Promise<void>;
  /** Values beside the log: the freeze. */
  readonly readData: (key: string) => Promise<string | undefined>;
  readonly writeData: (key: string, value: string | undefined) => Promise<void>;
}

export function openReleaseStore(
  run: RunTool,
  { cluster, name: app, namespace }: KappApp,
): ReleaseStore {
  const name = `nx-gitops-${app}`;
  const kubectl = async (args: readonly string[], input?: string): Promise<string> => {
    const common = [...kubectlFlags(cluster), `--namespace=${namespace}`, '--request-timeout=15s'];
    const result = await run('kubectl', [...common, ...args], input === undefined ? {} : { input });
    if (result.exitCode === 0) return result.stdout;
    throw (
      findClusterError(cluster, result.stderr) ??
      new GitopsError(
        'RECORD_FAILED',
        `The record of releases ${name} in namespace ${namespace} cannot be read or written`,
        `A deploy needs the rights get, create and patch on configmaps there.\n${lastLines(result.stderr, 5)}`,
      )
    );
  };
  const readAll = async (): Promise<Record<string, string>> => {
    const text = await kubectl(['get', 'configmap', name, '--ignore-not-found', '--output=json']);
    if (text.trim() === '') return {};
    return (JSON.parse(text) as { data?: Record<string, string> }).data ?? {};
  };
  const writeAll = async (data: Readonly<Record<string, string>>): Promise<void> => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
    const args = ['apply', '--server-side', '--force-conflicts', '--field-manager=nx-gitops'];
    await kubectl([...args, '--validate=false', '--filename=-'], JSON.stringify(object));
  };
  return {
    read: async () => parseReleaseLog((await readAll())['releases']),
    write: async ({ releases }) =>
      writeAll({ ...(await readAll()), releases: JSON.stringify(releases) }),
    readData: async (key) => (await readAll())[key],
    writeData: async (key, value) => {
      const { [key]: _old, ...others } = await readAll();
      await writeAll(value === undefined ? others : { ...others, [key]: value });
    },
  };
}
