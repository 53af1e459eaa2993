import { setTimeout as sleep } from 'node:timers/promises';
import { GitopsError } from '../../model/errors.ts';
import {
  isOver,
  observe,
  type Holder,
  type Lease,
  type Observation,
} from '../../model/release/lease.ts';
import type { LeaseStore } from '../../tools/lease.ts';

export interface AcquireOptions {
  readonly me: Holder;
  readonly seconds: number;
  /** False: fail at once when somebody else deploys. */
  readonly wait: boolean;
  /** Whether one commit is newer than another; undefined where that cannot be told. */
  readonly isNewer: (commit: string, than: string) => Promise<boolean | undefined>;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Waits until the lease is ours. Whoever waits with an older commit than somebody else gives up. */
export async function acquireLease(store: LeaseStore, options: AcquireOptions): Promise<Lease> {
  const { me, seconds, report, signal } = options;
  let observation: Observation | undefined;
  let told: string | undefined;
  for (;;) {
    const lease = await store.read();
    const now = Date.now();
    if (lease) observation = observe(lease, observation, now);
    if (!lease || !observation || isOver(lease, observation, now)) {
      if (lease?.holder) report(`Taking over from ${describe(lease.holder)}, who is gone`);
      const taken = await store.write(claim(lease, options, now));
      if (taken) return taken;
    } else {
      if (!options.wait) throw held(lease);
      if (told !== lease.holder?.identity) {
        report(`Waiting for ${describe(lease.holder)}, who deploys at the moment`);
        told = lease.holder?.identity;
      }
      await register(store, lease, options, now);
    }
    await sleep(Math.min(1000, (seconds * 1000) / 10), undefined, { signal });
    signal.throwIfAborted();
  }

  function claim(lease: Lease | undefined, { me: holder }: AcquireOptions, now: number): Lease {
    const waiting = lease?.waiting?.identity === me.identity ? undefined : lease?.waiting;
    const resourceVersion = lease?.resourceVersion ?? '';
    return { resourceVersion, holder, renewed: now, seconds, waiting };
  }
}

/** Leaves our commit in the lease, so that those who wait with older ones give up; or gives up. */
async function register(
  store: LeaseStore,
  lease: Lease,
  { me, seconds, isNewer }: AcquireOptions,
  now: number,
): Promise<void> {
  if (me.commit === undefined) return;
  const { waiting } = lease;
  const isAlive = waiting !== undefined && now - waiting.since < seconds * 2000;
  const isMine = waiting?.identity === me.identity;
  if (isAlive && !isMine && waiting.commit !== undefined && waiting.commit !== me.commit) {
    const newer = await isNewer(me.commit, waiting.commit);
    if (newer === undefined) return;
    if (!newer) {
      throw new GitopsError(
        'RELEASE_SUPERSEDED',
        `${waiting.identity} waits to deploy ${waiting.commit.slice(0, 12)}, which is newer than ${me.commit.slice(0, 12)}`,
        'Nothing to do: the newer commit holds what this one would deploy.',
      );
    }
  }
  if (isAlive && isMine && now - waiting.since < (seconds * 1000) / 2) return;
  if (isAlive && !isMine && waiting.commit === me.commit) return;
  await store.write({ ...lease, waiting: { ...me, since: now } });
}

const describe = (holder: Holder | undefined): string =>
  holder
    ? `${holder.identity}${holder.commit ? ` (commit ${holder.commit.slice(0, 12)})` : ''}`
    : 'nobody';

const held = (lease: Lease): GitopsError =>
  new GitopsError(
    'LEASE_HELD',
    `${describe(lease.holder)} deploys at the moment`,
    'Wait for it: leave out --no-wait, or try again later. A holder that was killed loses the lease by itself.',
  );
