import type { RecordedObjects } from '../../model/release/choose-scope.ts';
import { nameOf, splitSnapshot, type Manifest } from '../../model/manifest/manifest.ts';
import { digestObjects } from '../../model/manifest/object-digests.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import type { StageContext } from '../stage-context.ts';

/** What was deployed, for the next deploy to compare with. A full one left a new change in kapp's record. */
export async function recordObjects(
  { app, state, release }: { app: KappApp; state: string; release: { digest: string } },
  part: KappRecord | undefined,
  { api }: StageContext,
): Promise<RecordedObjects> {
  const known = part ?? (await openReleaseStore(api, app).readMemory()).app;
  return {
    snapshot: release.digest,
    lastChange: known?.lastChange,
    objects: digestObjects(splitSnapshot(state)),
  };
}

/** Some objects of a snapshot, as another form of it has them. */
export function pickObjects(snapshot: string, wanted: readonly Manifest[]): string {
  const keyOf = (one: Manifest): string => `${one.apiVersion} ${nameOf(one)}`;
  const keys = new Set(wanted.map(keyOf));
  const picked = splitSnapshot(snapshot).filter((one) => keys.has(keyOf(one)));
  return picked.map(({ text }) => text.replace(/\n?$/, '\n')).join('---\n');
}
