import { GitopsError } from '../../model/errors.ts';
import type { Kubectl, KubernetesObject } from '../../tools/kubectl.ts';

/** Adds the cause to "did not become ready": pod states, warnings, last log lines, exit codes. */
export async function explainFailure(
  error: GitopsError,
  kubectl: Kubectl,
  namespace: string,
): Promise<GitopsError> {
  try {
    const [pods, events] = [
      await kubectl.list(['pods'], namespace),
      await kubectl.list(['events'], namespace),
    ];
    const causes = pods.flatMap(podCauses).slice(0, 10);
    const warnings = lastWarnings(events).slice(0, 10);
    const broken = pods.find(isCrashed);
    const log =
      broken &&
      (await kubectl.tailLog(broken['metadata'].name, crashedContainer(broken), namespace));
    const lines = [
      ...causes,
      ...warnings,
      ...(log ? [`last log lines of ${broken?.['metadata'].name}:`, log] : []),
    ];
    if (lines.length === 0) return error;
    return new GitopsError(error.code, error.problem, `${lines.join('\n')}\n${error.hint}`, {
      cause: error,
    });
  } catch {
    return error;
  }
}

type Container = {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: Record<string, { reason?: string; message?: string; exitCode?: number }>;
  lastState?: Record<string, { reason?: string; exitCode?: number }>;
};

const containersOf = (pod: KubernetesObject): Container[] => [
  ...(pod['status']?.initContainerStatuses ?? []),
  ...(pod['status']?.containerStatuses ?? []),
];

const exitOf = ({ state, lastState }: Container): number | undefined =>
  state?.['terminated']?.exitCode ?? lastState?.['terminated']?.exitCode;

const isCrashed = (pod: KubernetesObject): boolean =>
  containersOf(pod).some((container) => (exitOf(container) ?? 0) !== 0);

const crashedContainer = (pod: KubernetesObject): string =>
  containersOf(pod).find((container) => (exitOf(container) ?? 0) !== 0)?.name ?? '';

export function podCauses(pod: KubernetesObject): string[] {
  const name = `Pod ${pod['metadata']?.name}`;
  const conditions: { type: string; status: string; reason?: string; message?: string }[] =
    pod['status']?.conditions ?? [];
  const unscheduled = conditions.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled)
    return [`${name}: not scheduled: ${unscheduled.message ?? unscheduled.reason ?? ''}`];
  return containersOf(pod).flatMap((container) => {
    const waiting = container.state?.['waiting'];
    const exit = exitOf(container);
    if (container.ready || (!waiting && exit === undefined)) return [];
    const reason = [
      waiting?.reason,
      waiting?.message,
      exit === undefined ? '' : `exit code ${exit}`,
    ];
    return [`${name}: container ${container.name}: ${reason.filter(Boolean).join(', ')}`];
  });
}

/** The newest warning of each object. */
function lastWarnings(events: readonly KubernetesObject[]): string[] {
  const newest = new Map<string, KubernetesObject>();
  for (const event of events) {
    if (event['type'] === 'Warning') newest.set(event['involvedObject']?.name, event);
  }
  return [...newest.values()].map(
    (event) =>
      `${event['involvedObject']?.kind} ${event['involvedObject']?.name}: ${event['reason']}: ${event['message']}`,
  );
}
