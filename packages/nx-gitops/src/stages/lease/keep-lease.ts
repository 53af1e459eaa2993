import { setTimeout as sleep } from 'node:timers/promises';
import { GitopsError } from '../../model/errors.ts';
import type { Lease } from '../../model/release/lease.ts';
import type { LeaseStore } from '../../tools/lease.ts';

/** Renews a lease until `stop` says so; answers it as it was written last. `lost` is called in good time before it runs out unrenewed. */
export async function keepLease(
  store: LeaseStore,
  lease: Lease,
  stop: AbortSignal,
  lost: (error: GitopsError) => void,
): Promise<Lease> {
  const period = lease.seconds * 1000;
  let current = lease;
  while (!stop.aborted) {
    await sleep(period / 4, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return current;
    // A write that hangs must not outlast the lease: what is late counts as failed. The clock itself must not keep
    // a process that is done from ending.
    const renewed = await Promise.race([
      renew(store, current).catch(() => undefined),
      sleep(period / 4, undefined, { ref: false }),
    ]);
    if (renewed === 'gone') {
      lost(lostError('somebody else took it'));
      return current;
    }
    if (renewed) current = renewed;
    else if (Date.now() - current.renewed > period * 0.6) {
      lost(lostError('it could not be renewed in time'));
      return current;
    }
  }
  return current;
}

async function renew(store: LeaseStore, lease: Lease): Promise<Lease | 'gone' | undefined> {
  const now = Date.now();
  const written = await store.write({ ...lease, renewed: now });
  if (written) return { ...written, renewed: now };
  // Somebody who waits wrote his commit into it.
  const fresh = await store.read();
  if (fresh?.holder?.identity !== lease.holder?.identity) return 'gone';
  return fresh && (await store.write({ ...fresh, renewed: now }));
}

/** Frees a lease, if it is still ours. A failure is none of the deploy's: the lease runs out by itself. */
export async function releaseLease(store: LeaseStore, ours: Lease): Promise<void> {
  let lease: Lease | undefined = ours;
  for (let attempt = 0; attempt < 4; attempt++) {
    if (!lease || lease.holder?.identity !== ours.holder?.identity) return;
    const freed = await store.write({ ...lease, holder: undefined }).catch(() => undefined);
    if (freed) return;
    lease = await store.read().catch(() => undefined);
  }
}

const lostError = (why: string): GitopsError =>
  new GitopsError(
    'LEASE_LOST',
    `The lease was lost while deploying: ${why}`,
    'kapp was stopped; some objects may be applied already. Deploy again: it goes on where it stopped.',
  );
