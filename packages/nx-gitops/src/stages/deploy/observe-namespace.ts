import type { Job, Observed, WatchedEvent, WatchedPod } from '../../model/fatal-causes.ts';
import type { Kubectl } from '../../tools/kubectl.ts';

/** What says how a release fares. Undefined while the cluster does not answer: kapp itself will say so. */
export async function observeNamespace(
  kubectl: Kubectl,
  namespace: string,
): Promise<Observed | undefined> {
  const objects = (await kubectl.list('pods,jobs,events', namespace).catch(() => undefined)) as
    readonly { readonly kind: string }[] | undefined;
  const of = <T>(kind: string): readonly T[] =>
    (objects ?? []).filter((one) => one.kind === kind) as unknown as readonly T[];
  return (
    objects && {
      pods: of<WatchedPod>('Pod'),
      jobs: of<Job>('Job'),
      events: of<WatchedEvent>('Event'),
    }
  );
}
