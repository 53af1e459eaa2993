/** The part of a Pod's status that says why it is not ready. */
export interface Pod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: { readonly exitCode?: number };
  };
  readonly lastState?: { readonly terminated?: { readonly exitCode?: number } };
}

/** An Event of the API server. */
export interface KubernetesEvent {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject: { readonly kind?: string; readonly name?: string };
}

const containersOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

const exitOf = ({ state, lastState }: ContainerStatus): number | undefined =>
  state?.terminated?.exitCode ?? lastState?.terminated?.exitCode;

/** Why a pod is not ready, one line a cause; none for one that is. */
export function podCauses(pod: Pod): string[] {
  const name = `Pod ${pod.metadata.name}`;
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) return [`${name}: not scheduled: ${unscheduled.message ?? unscheduled.reason}`];
  return containersOf(pod).flatMap((container) => {
    const waiting = container.state?.waiting;
    const exit = exitOf(container);
    if (container.ready || (!waiting && exit === undefined)) return [];
    const reasons = [waiting?.reason, waiting?.message, exit !== undefined && `exit code ${exit}`];
    return [`${name}: container ${container.name}: ${reasons.filter(Boolean).join(', ')}`];
  });
}

/** The container that ended with an error, of which the log says more. */
export function findCrash(pods: readonly Pod[]): { pod: string; container: string } | undefined {
  for (const pod of pods) {
    const crashed = containersOf(pod).find((container) => (exitOf(container) ?? 0) !== 0);
    if (crashed) return { pod: pod.metadata.name, container: crashed.name };
  }
  return undefined;
}

/** The newest warning of each object, one line each. */
export function listWarnings(events: readonly KubernetesEvent[]): string[] {
  const newest = new Map<string, KubernetesEvent>();
  for (const event of events.filter(({ type }) => type === 'Warning')) {
    newest.set(`${event.involvedObject.kind} ${event.involvedObject.name}`, event);
  }
  return [...newest].map(([object, { reason, message }]) => `${object}: ${reason}: ${message}`);
}
