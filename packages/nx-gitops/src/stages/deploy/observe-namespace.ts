import type { Job, Observed, WatchedEvent, WatchedPod } from '../../model/release/fatal-causes.ts';
import type { Workloads } from '../../tools/workloads.ts';

/**
 * What says how a release fares, without the events that say nothing of it: of a thousand new services there are
 * thousands, warnings among them. Undefined while the cluster does not answer: kapp itself will say so.
 */
export async function observeNamespace(workloads: Workloads): Promise<Observed | undefined> {
  const listEvents = async (fields: string): Promise<readonly WatchedEvent[]> =>
    (await workloads.events(fields)) as readonly WatchedEvent[];
  try {
    const [pods, jobs, refusals] = await Promise.all([
      workloads.pods() as Promise<readonly WatchedPod[]>,
      workloads.jobs() as Promise<readonly Job[]>,
      listEvents('reason=FailedCreate'),
    ]);
    const scaling = pods.some(isUnscheduled) ? await listEvents('reason=TriggeredScaleUp') : [];
    return { pods, jobs, events: [...refusals, ...scaling] };
  } catch {
    return undefined;
  }
}

const isUnscheduled = ({ status }: WatchedPod): boolean =>
  status?.conditions?.some((one) => one.type === 'PodScheduled' && one.status === 'False') ?? false;
