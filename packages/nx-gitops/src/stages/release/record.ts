import { withRelease, type ReleaseRecord } from '../../model/release-record.ts';
import type { ReleaseStore } from '../../tools/release-store.ts';

/** Does a release, and keeps in the cluster that it began and how it ended. */
export async function recordRelease<T>(
  store: ReleaseStore,
  begin: Omit<ReleaseRecord, 'result' | 'at'>,
  work: () => Promise<T>,
): Promise<T> {
  const record = { ...begin, at: new Date().toISOString() };
  const log = withRelease(await store.read(), { ...record, result: 'deploying' });
  await store.write(log);
  try {
    const done = await work();
    await store.write(withRelease(log, { ...record, result: 'deployed' }));
    return done;
  } catch (error) {
    // The cluster may be what failed; its own error says more than ours would.
    await store.write(withRelease(log, { ...record, result: 'failed' })).catch(() => undefined);
    throw error;
  }
}
