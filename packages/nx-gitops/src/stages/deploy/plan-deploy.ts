import { countOf } from '../../model/count-of.ts';
import { chooseScope, type Scope } from '../../model/release/choose-scope.ts';
import type { Manifest } from '../../model/manifest/manifest.ts';
import { pickObjects } from '../../model/manifest/pick-objects.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { runningRelease } from '../../model/release/release-record.ts';
import { openGitCommand } from '../../tools/git-command.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import { openReleaseStore, type AppMemory } from '../../tools/release-store.ts';
import { formatPlan } from '../diff/format-plan.ts';
import { planRelease } from '../diff/plan-release.ts';
import type { ReleaseIdentity } from '../release/describe-release.ts';
import { refuseFrozen } from '../release/refuse-frozen.ts';
import type { StageContext } from '../stage-context.ts';
import type { DeployInput } from './deploy-input.ts';
import { refuseDeletion } from './refuse-deletion.ts';
import { refuseMoved } from './refuse-moved.ts';
import { refuseOlder } from './refuse-older.ts';

/** A release that is ready to be compared with the cluster. */
export interface Planned {
  readonly app: KappApp;
  /** Those of the snapshot. */
  readonly objects: readonly Manifest[];
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  readonly release: ReleaseIdentity;
  readonly mask: Mask;
}

/** What will be done, and what the cluster remembered before. */
export interface Intent {
  readonly changes: readonly PlannedChange[];
  readonly memory: AppMemory;
  /** What kapp is given: all of the snapshot, or what changed. */
  readonly manifests: string;
  /** kapp's record of the app, where that is what changed only. */
  readonly part: KappRecord | undefined;
}

/** What will change; an error where a guard is against it. */
export async function planDeploy(
  input: DeployInput,
  { app, objects, manifests: all, release, mask }: Planned,
  stage: StageContext,
): Promise<Intent> {
  const { repository, environment, choices } = input;
  const memory = await openReleaseStore(stage.api, app).readMemory();
  const running = runningRelease(memory.log);
  if (choices.kind === 'deploy') {
    refuseFrozen(environment, memory, choices.override);
    await refuseOlder(running, release, environment, openGitCommand(stage.root), stage.report);
  }
  const scope = scopeOf(choices, objects, memory, environment.namespace);
  if (scope.kind === 'full') {
    stage.detail(`All ${objects.length} objects are compared: ${scope.reason}`);
  } else if (scope.objects.length === 0) {
    stage.report(
      `${environment.name} (${app.cluster.context}): the snapshot is what was deployed last, ${countOf(objects.length, 'object')}; kapp was not asked ("--full" and "drift" look at each)`,
    );
    return { changes: [], memory, manifests: '', part: memory.app };
  }
  const part = scope.kind === 'full' ? undefined : memory.app;
  const manifests = scope.kind === 'full' ? all : pickObjects(all, scope.objects);
  const isFirst = memory.app === undefined;
  const made = await planRelease(
    { repository, environment, app, manifests, snapshot: release.digest, part, isFirst },
    mask,
    stage,
  );
  refuseMoved(choices.plan, made);
  formatPlan(made).forEach(stage.report);
  refuseDeletion(made.changes, objects.length, choices.allowDeletion);
  return { changes: made.changes, memory, manifests, part };
}

/** A plan that was made before looked at everything; and a rollback trusts nothing. */
function scopeOf(
  { full, plan, kind }: DeployInput['choices'],
  objects: readonly Manifest[],
  { log, recorded, app }: AppMemory,
  namespace: string,
): Scope {
  if (full || plan || kind === 'rollback') return { kind: 'full', reason: 'that is asked for' };
  return chooseScope({ objects, running: runningRelease(log), recorded, app, namespace });
}
