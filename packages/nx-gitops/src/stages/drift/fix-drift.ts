import { kappDeploy } from '../../tools/kapp-deploy.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import { thisHolder } from '../lease/holder.ts';
import { withLease } from '../lease/with-lease.ts';
import { describeRelease } from '../release/describe-release.ts';
import { recordRelease } from '../release/record.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';

/** Brings what drifted back to the snapshot, under the lease. */
export const fixDrift = (input: DiffInput, stage: StageContext): Promise<void> =>
  withMask(stage, async (masked, mask) => {
    const { environment } = input;
    const app = appOf(input, stage);
    const state = await readSnapshot(environment, stage);
    const manifests = await openRelease(state, mask, masked);
    const release = await describeRelease(state, environment, openGitCommand(stage.root));
    const me = thisHolder(release.commit);
    const store = openReleaseStore(stage.run, app);
    await withLease(app, { me, wait: true }, masked, (signal) =>
      recordRelease(store, { by: me.identity, kind: 'drift-fix', ...release }, {}, () =>
        kappDeploy(stage.run, app, manifests, environment.waitTimeout, masked.report, {
          signal,
          againstLive: true,
        }),
      ),
    );
  });
