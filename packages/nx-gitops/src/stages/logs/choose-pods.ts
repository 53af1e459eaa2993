import { GitopsError } from '../../model/errors.ts';
import { kappRows } from '../../tools/kapp-inspect.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { RunTool } from '../../tools/run-tool.ts';

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly owner?: string;
}

/** Which pods: of a service by a name in which `%` stands for anything, or all. */
interface Pods {
  readonly pod: string | undefined;
}

/** The pods of a service, or all; undefined where the app does not exist. */
export async function choosePods(
  run: RunTool,
  app: KappApp,
  service: string | undefined,
): Promise<Pods | undefined> {
  const rows = await kappRows<Row>(run, app);
  if (rows === undefined || service === undefined) return rows && { pod: undefined };
  const pods = rows.filter(({ kind }) => kind === 'Pod').map(({ name }) => name);
  if (pods.includes(service)) return { pod: service };
  if (pods.some((name) => name.startsWith(`${service}-`))) return { pod: `${service}-%` };
  const workloads = rows.filter(({ kind, owner }) => owner === 'kapp' && workload.test(kind));
  throw new GitopsError(
    'SERVICE_UNKNOWN',
    `No pod of "${service}" runs in namespace ${app.namespace}`,
    `Workloads there: ${workloads.map(({ name }) => name).join(', ') || 'none'}.`,
  );
}

const workload = /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)$/;
