/** Who deploys, as it stands in a Lease and in the history. */
export interface Holder {
  /** `user@host pid`, with something random: two runs are never the same. */
  readonly identity: string;
  readonly commit: string | undefined;
}

/** A Lease of coordination.k8s.io, as far as it counts here. */
export interface Lease {
  readonly resourceVersion: string;
  readonly holder: Holder | undefined;
  /** As the holder's clock said it, in milliseconds. */
  readonly renewed: number;
  readonly seconds: number;
  /** The newest of those who wait. */
  readonly waiting: (Holder & { readonly since: number }) | undefined;
}

export interface LeasePlace {
  readonly name: string;
  readonly namespace: string;
}

const commitKey = 'nx-gitops.dev/commit';
const waitingKey = 'nx-gitops.dev/waiting';

interface LeaseObject {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly renewTime?: string;
    readonly leaseDurationSeconds?: number;
  };
}

export function parseLease(object: unknown): Lease {
  const { metadata, spec = {} } = object as LeaseObject;
  const annotations = metadata.annotations ?? {};
  return {
    resourceVersion: metadata.resourceVersion ?? '',
    holder: spec.holderIdentity
      ? { identity: spec.holderIdentity, commit: annotations[commitKey] }
      : undefined,
    renewed: Date.parse(spec.renewTime ?? '') || 0,
    seconds: spec.leaseDurationSeconds ?? 0,
    waiting: parseWaiting(annotations[waitingKey]),
  };
}

function parseWaiting(text: string | undefined): Lease['waiting'] {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Lease['waiting']);
  } catch {
    return undefined;
  }
}

/** The object that makes a Lease what it should be; with a resource version it only replaces that one. */
export function formatLease({ name, namespace }: LeasePlace, lease: Lease): unknown {
  const { holder, waiting, resourceVersion } = lease;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace,
      ...(resourceVersion ? { resourceVersion } : {}),
      annotations: {
        ...(holder?.commit ? { [commitKey]: holder.commit } : {}),
        ...(waiting ? { [waitingKey]: JSON.stringify(waiting) } : {}),
      },
    },
    spec: {
      ...(holder ? { holderIdentity: holder.identity } : {}),
      leaseDurationSeconds: lease.seconds,
      renewTime: new Date(lease.renewed).toISOString().replace('Z', '000Z'),
    },
  };
}

/** What somebody who waits has seen of the present holder, by his own clock. */
export interface Observation {
  readonly sign: string;
  readonly since: number;
}

/** A holder that renews gives another sign each time. */
export function observe(lease: Lease, before: Observation | undefined, now: number): Observation {
  const sign = `${lease.holder?.identity} ${lease.renewed}`;
  return before?.sign === sign ? before : { sign, since: now };
}

/** Clocks of two machines may differ by this much before a lease is taken over too early. */
const skew = 60_000;

/** Over, when no sign came for its duration; or at once, when its time is long past by any clock. */
export const isOver = (lease: Lease, { since }: Observation, now: number): boolean =>
  lease.holder === undefined ||
  now - since > lease.seconds * 1000 ||
  now - lease.renewed > lease.seconds * 1000 + skew;
