import { findCrash, podCauses, type KubernetesEvent, type Pod } from './pod-causes.ts';

interface Owned {
  readonly metadata: {
    readonly name: string;
    readonly uid?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
}

export type WatchedPod = Pod & Owned & { readonly status?: { readonly phase?: string } };

export interface Job extends Owned {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

export type WatchedEvent = KubernetesEvent & {
  readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string };
};

/** What a namespace looks like at one moment. */
export interface Observed {
  readonly pods: readonly WatchedPod[];
  readonly jobs: readonly Job[];
  readonly events: readonly WatchedEvent[];
}

/** What is waited for (`Deployment web`), and what was there before. */
export interface Watched {
  readonly waitedFor: ReadonlySet<string>;
  readonly before: Observed;
}

/** Something that will not get better by waiting. */
export interface FatalCause {
  readonly text: string;
  /** The container whose log says more. */
  readonly crash: { readonly pod: string; readonly container: string } | undefined;
}

/** Why the objects that are waited for will not become ready; none while there is hope. */
export function findFatalCauses(now: Observed, { waitedFor, before }: Watched): FatalCause[] {
  const old = new Set(before.pods.map(({ metadata }) => metadata.uid));
  const known = new Set(before.events.map(signOf));
  const scaled = new Set(
    now.events
      .filter(({ reason }) => reason === 'TriggeredScaleUp')
      .map(({ involvedObject }) => involvedObject.name),
  );
  const pods = now.pods.filter(
    (pod) =>
      !old.has(pod.metadata.uid) &&
      pod.metadata.deletionTimestamp === undefined &&
      waitedFor.has(rootOf(pod)) &&
      isHopeless(pod, scaled.has(pod.metadata.name)),
  );
  return [
    ...pods.flatMap((pod) =>
      podCauses(pod).map((text): FatalCause => ({ text, crash: findCrash([pod]) })),
    ),
    ...now.jobs.flatMap((job) => (waitedFor.has(`Job ${job.metadata.name}`) ? jobCauses(job) : [])),
    ...now.events.flatMap((event) =>
      !known.has(signOf(event)) && isRefusal(event) && waitedFor.has(workloadOf(event))
        ? [
            {
              text: `${event.involvedObject.kind} ${event.involvedObject.name}: ${event.message}`,
              crash: undefined,
            },
          ]
        : [],
    ),
  ];
}

/** An event that happens again is another one. */
const signOf = ({ metadata }: WatchedEvent): string =>
  `${metadata?.uid} ${metadata?.resourceVersion}`;

const hopeless = new Set([
  ...['CrashLoopBackOff', 'ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'],
  ...['ErrImageNeverPull', 'CreateContainerConfigError', 'CreateContainerError'],
  'RunContainerError',
]);

function isHopeless({ status }: WatchedPod, isScaling: boolean): boolean {
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.reason === 'Unschedulable' && !isScaling;
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].some(
    ({ state }) => hopeless.has(state?.waiting?.reason ?? ''),
  );
}

/** `Deployment web` for a pod of its ReplicaSet; a bare pod is its own. */
function rootOf({ metadata }: Owned): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return `Pod ${metadata.name}`;
  const hash = metadata.labels?.['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)
    ? `Deployment ${owner.name.slice(0, -hash.length - 1)}`
    : `${owner.kind} ${owner.name}`;
}

const workloadOf = ({ involvedObject: { kind, name = '' } }: WatchedEvent): string =>
  kind === 'ReplicaSet' ? `Deployment ${name.replace(/-[^-]+$/, '')}` : `${kind} ${name}`;

/** A controller may not make the pods: quota, a webhook, a missing service account. */
const isRefusal = ({ type, reason, message = '' }: WatchedEvent): boolean =>
  type === 'Warning' &&
  reason === 'FailedCreate' &&
  /exceeded quota|forbidden|denied|webhook|not found|is invalid/i.test(message);

const jobCauses = ({ metadata, status }: Job): FatalCause[] =>
  (status?.conditions ?? [])
    .filter((one) => one.type === 'Failed' && one.status === 'True')
    .map(({ reason, message }) => ({
      text: `Job ${metadata.name}: ${[reason, message].filter(Boolean).join(': ')}`,
      crash: undefined,
    }));
