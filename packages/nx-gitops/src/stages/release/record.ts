import type { RecordedObjects } from '../../model/release/choose-scope.ts';
import {
  withRelease,
  type ReleaseLog,
  type ReleaseRecord,
} from '../../model/release/release-record.ts';
import type { ReleaseStore } from '../../tools/release-store.ts';

export interface Remembered {
  /** The releases before this one, where they were read already. */
  readonly log?: ReleaseLog;
  /** What is in the cluster after a success; without it the next deploy looks at everything. */
  readonly objects?: () => Promise<RecordedObjects>;
}

/** Does a release, and keeps in the cluster that it began and how it ended. */
export async function recordRelease<T>(
  store: ReleaseStore,
  begin: Omit<ReleaseRecord, 'result' | 'at'>,
  { log: before, objects }: Remembered,
  work: () => Promise<T>,
): Promise<T> {
  const record = { ...begin, at: new Date().toISOString() };
  const log = withRelease(before ?? (await store.read()), { ...record, result: 'deploying' });
  await store.write(log);
  try {
    const done = await work();
    await store.write(withRelease(log, { ...record, result: 'deployed' }), await objects?.());
    return done;
  } catch (error) {
    // The cluster may be what failed; its own error says more than ours would.
    await store.write(withRelease(log, { ...record, result: 'failed' })).catch(() => undefined);
    throw error;
  }
}
