import type { RecordedObjects } from '../../model/release/choose-scope.ts';
import { digestObjects } from '../../model/manifest/object-digests.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import type { StageContext } from '../stage-context.ts';
import type { Planned } from './plan-deploy.ts';

/** What was deployed, for the next deploy to compare with. A full one left a new change in kapp's record. */
export async function recordObjects(
  { app, objects, release }: Pick<Planned, 'app' | 'objects' | 'release'>,
  part: KappRecord | undefined,
  { api }: StageContext,
): Promise<RecordedObjects> {
  const known = part ?? (await openReleaseStore(api, app).readMemory()).app;
  return {
    snapshot: release.digest,
    lastChange: known?.lastChange,
    objects: digestObjects(objects),
  };
}
