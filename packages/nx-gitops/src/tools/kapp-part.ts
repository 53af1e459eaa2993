import { GitopsError } from '../model/errors.ts';
import { adviseOnNamespace, findClusterError, kubectlFlags } from './cluster.ts';
import type { KappRecord } from './kapp-record.ts';
import type { KappApp } from './kapp-app.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** The name of the second record of an app. */
export const partOf = (app: string): string => `nx-gitops-${app}-part`;

/**
 * Does something with a second record of an app, for objects of it: kapp writes the kinds of what it is given into
 * the record that it is told of, and would not find the others of an app any more.
 */
export async function withPartRecord<T>(
  run: RunTool,
  app: KappApp,
  { label }: KappRecord,
  work: (part: KappApp) => Promise<T>,
): Promise<T> {
  const spec = { labelKey: 'kapp.k14s.io/app', labelValue: label, usedGKs: [] };
  const record = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: partOf(app.name),
      namespace: app.namespace,
      labels: { 'kapp.k14s.io/is-app': '' },
      annotations: { 'kapp.k14s.io/app-changes-use-app-label': '' },
    },
    data: { spec: JSON.stringify(spec) },
  };
  const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=nx-gitops'];
  const args = [...apply, '--validate=false', '--filename=-'];
  await kubectl(run, app, args, JSON.stringify(record));
  try {
    return await work({ ...app, name: partOf(app.name) });
  } finally {
    // What stays behind is removed by the next deploy.
    await removePartRecord(run, app).catch(() => undefined);
  }
}

/** Removes what a killed deploy left behind. */
export async function removePartRecord(run: RunTool, app: KappApp): Promise<void> {
  await kubectl(run, app, ['delete', 'configmap', partOf(app.name), '--ignore-not-found']);
}

async function kubectl(
  run: RunTool,
  { cluster, namespace }: KappApp,
  args: readonly string[],
  input?: string,
): Promise<void> {
  const common = [...kubectlFlags(cluster), `--namespace=${namespace}`, '--request-timeout=15s'];
  const result = await runOnCluster(
    run,
    cluster,
    'kubectl',
    [...common, ...args],
    input === undefined ? {} : { input },
  );
  if (result.exitCode === 0) return;
  throw (
    findClusterError(cluster, result.stderr) ??
    new GitopsError(
      'RECORD_FAILED',
      `A record of kapp in namespace ${namespace} cannot be written`,
      adviseOnNamespace(
        result.stderr,
        namespace,
        'A deploy needs the rights create, patch and delete on configmaps there.',
      ),
    )
  );
}
