import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Lease } from '../../model/release/lease.ts';
import { keepLease } from './keep-lease.ts';

const lease: Lease = {
  resourceVersion: '1',
  holder: { identity: 'me', commit: undefined },
  renewed: Date.now(),
  seconds: 4,
  waiting: undefined,
};

/** How many clocks would keep the process from ending. */
const clocks = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

it('leaves nothing behind that keeps a process running once the work is done', async () => {
  const before = clocks();
  const stop = new AbortController();
  const write = (written: Lease): Promise<Lease> => {
    stop.abort();
    return Promise.resolve({ ...written, resourceVersion: '2' });
  };
  const store = { read: () => Promise.resolve(lease), write };
  const kept = await keepLease(store, lease, stop.signal, () => undefined);
  expect(kept.resourceVersion).toBe('2');
  // The test runner has clocks of its own, which are short; that of a lease of four seconds takes one.
  for (let turn = 0; turn < 50 && clocks() > before; turn++) {
    await sleep(10, undefined, { ref: false });
  }
  expect(clocks()).toBeLessThanOrEqual(before);
});
