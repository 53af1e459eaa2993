import type { Job, Observed, WatchedEvent, WatchedPod } from '../../model/release/fatal-causes.ts';
import type { Kubectl } from '../../tools/kubectl.ts';

/**
 * What says how a release fares, without the events that say nothing of it: of a thousand new services there are
 * thousands, warnings among them. Undefined while the cluster does not answer: kapp itself will say so.
 */
export async function observeNamespace(
  kubectl: Kubectl,
  namespace: string,
): Promise<Observed | undefined> {
  const listEvents = async (fields: string): Promise<readonly WatchedEvent[]> =>
    (await kubectl.list('events', namespace, fields)) as readonly WatchedEvent[];
  try {
    const [objects, refusals] = await Promise.all([
      kubectl.list('pods,jobs', namespace) as Promise<readonly { readonly kind: string }[]>,
      listEvents('reason=FailedCreate'),
    ]);
    const of = <T>(kind: string): readonly T[] =>
      objects.filter((one) => one.kind === kind) as unknown as readonly T[];
    const pods = of<WatchedPod>('Pod');
    const scaling = pods.some(isUnscheduled) ? await listEvents('reason=TriggeredScaleUp') : [];
    return { pods, jobs: of<Job>('Job'), events: [...refusals, ...scaling] };
  } catch {
    return undefined;
  }
}

const isUnscheduled = ({ status }: WatchedPod): boolean =>
  status?.conditions?.some((one) => one.type === 'PodScheduled' && one.status === 'False') ?? false;
