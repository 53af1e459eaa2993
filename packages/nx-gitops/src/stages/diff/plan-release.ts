import { hideValues } from '../../model/secret/hide-values.ts';
import { nameOf, splitSnapshot, type Manifest } from '../../model/manifest/manifest.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Difference } from '../../model/plan/plan-change.ts';
import { isMassDeletion } from '../../model/plan/plan-risks.ts';
import type { Plan, PlannedChange } from '../../model/plan/plan.ts';
import { readKappRecord, type KappRecord } from '../../tools/kapp-record.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { kappDiff, type ObjectChange } from '../../tools/kapp-diff.ts';
import type { StageContext } from '../stage-context.ts';
import { addCommits } from './add-commits.ts';
import { explainChanges, readLive } from './explain-changes.ts';
import { planFirst } from './plan-first.ts';
import { planPart } from './plan-part.ts';

export interface ReleaseToPlan {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  readonly app: KappApp;
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  /** Digest of the snapshot. */
  readonly snapshot: string;
  /** kapp's record of the app, where the manifests are some of the snapshot only. */
  readonly part?: KappRecord | undefined;
  /** kapp has no record of the app. */
  readonly isFirst?: boolean;
}

/** What a deploy of a snapshot would change. */
export async function planRelease(
  { repository, environment, app, manifests, snapshot, part, isFirst = false }: ReleaseToPlan,
  mask: Mask,
  stage: StageContext,
): Promise<Plan> {
  const objects = splitSnapshot(manifests);
  const changes =
    (part && (await planPart(objects, app, part, stage))) ??
    (isFirst ? await planFirst(objects, app, stage) : undefined) ??
    (await planByKapp(objects, manifests, { app, isPart: part !== undefined }, stage));
  const withCommits = await addCommits(changes, repository, environment, stage);
  return {
    version: 1,
    environment: environment.name,
    context: app.cluster.context,
    application: app.name,
    namespace: app.namespace,
    snapshot,
    scope: part ? 'changed' : 'full',
    changes: withCommits.map((change) => ({
      ...change,
      fields: hideValues(change.fields, mask),
    })),
    risks: isMassDeletion(changes, objects.length) ? ['mass-deletion'] : [],
  };
}

/** kapp's table has no API group: the snapshot knows it, and of what is deleted kapp's record. */
async function identify(
  changes: readonly ObjectChange[],
  objects: readonly Manifest[],
  app: KappApp,
  { api }: StageContext,
): Promise<readonly Difference[]> {
  const byName = new Map(objects.map((one) => [nameOf(one), one.apiVersion]));
  const isDeleting = changes.some(({ operation }) => operation === 'delete');
  const record = isDeleting ? await readKappRecord(api, app) : undefined;
  const groupOf = (kind: string): string => {
    const group = record?.kinds.find(({ Kind }) => Kind === kind)?.Group;
    return group ? `${group}/` : '';
  };
  return changes.map((change) => ({
    ...change,
    apiVersion:
      byName.get(nameOf(change)) ??
      byName.get(nameOf({ ...change, namespace: '' })) ??
      groupOf(change.kind),
  }));
}

/** kapp says which objects, the live ones in which fields. */
async function planByKapp(
  objects: readonly Manifest[],
  manifests: string,
  { app, isPart }: { readonly app: KappApp; readonly isPart: boolean },
  stage: StageContext,
): Promise<readonly PlannedChange[]> {
  const found = await kappDiff(stage.run, app, manifests, isPart);
  const differences = await identify(found, objects, app, stage);
  const changed = differences.filter(({ operation }) => ['update', 'delete'].includes(operation));
  return explainChanges(differences, objects, await readLive(changed, app, stage));
}
