import { GitopsError } from '../../model/errors.ts';
import { kappRows } from '../../tools/kapp-inspect.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { RunTool } from '../../tools/run-tool.ts';

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly owner?: string;
}

/** The pods of a service, as a name in which `%` stands for anything; undefined where the app does not exist. */
export async function choosePods(
  run: RunTool,
  app: KappApp,
  service: string | undefined,
): Promise<string | undefined> {
  const rows = await kappRows<Row>(run, app);
  if (rows === undefined || service === undefined) return rows && '%';
  const pods = rows.filter(({ kind }) => kind === 'Pod').map(({ name }) => name);
  if (pods.includes(service)) return service;
  if (pods.some((name) => name.startsWith(`${service}-`))) return `${service}-%`;
  const workloads = rows.filter(({ kind, owner }) => owner === 'kapp' && workload.test(kind));
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    `No pod of "${service}" runs in namespace ${app.namespace}`,
    `Workloads there: ${workloads.map(({ name }) => name).join(', ') || 'none'}.`,
  );
}

const workload = /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)$/;
