import { runningRelease } from '../../model/release/release-record.ts';
import { sha256 } from '../../model/sha256.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import type { StageContext } from '../stage-context.ts';

/** Says so where the snapshot is none that was deployed: what differs is then no drift of the cluster's own. */
export async function tellUndeployed(input: DiffInput, stage: StageContext): Promise<void> {
  const { environment } = input;
  const state = await readSnapshot(environment, stage);
  const running = runningRelease(await openReleaseStore(stage.api, appOf(input, stage)).read());
  if (running?.digest === sha256(state)) return;
  const what = running
    ? `runs another snapshot, that of ${running.commit?.slice(0, 12) ?? 'no commit'}`
    : 'was never deployed';
  stage.report(`${environment.name} ${what}: what differs here may not be deployed yet`);
}
