import { kappDeploy } from '../../tools/kapp.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, snapshotFile, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { describeRelease } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../validate/validate.ts';

/** Brings what drifted back to the snapshot, under the lease. */
export async function fixDrift(input: DiffInput, stage: StageContext): Promise<void> {
  const { environment } = input;
  const app = appOf(input, stage);
  const state = await readSnapshot(environment, stage);
  const release = await describeRelease(state, environment, openGitCommand(stage.root));
  const me = thisHolder(release.commit);
  const store = openReleaseStore(stage.run, app);
  await withLease(app, { me, wait: true }, stage, (signal) =>
    recordRelease(store, { by: me.identity, kind: 'drift-fix', ...release }, () =>
      kappDeploy(
        stage.run,
        app,
        snapshotFile(environment, stage),
        environment.waitTimeout,
        stage.report,
        {
          signal,
          againstLive: true,
        },
      ),
    ),
  );
}
