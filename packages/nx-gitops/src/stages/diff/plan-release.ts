import { hideValues } from '../../model/hide-values.ts';
import { nameOf, splitSnapshot, type Manifest, type ObjectIdentity } from '../../model/manifest.ts';
import type { Mask } from '../../model/mask.ts';
import type { Environment } from '../../model/environment.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import { planChange, type Difference, type KubernetesObject } from '../../model/plan-change.ts';
import { isMassDeletion } from '../../model/plan-risks.ts';
import type { Plan, PlannedChange } from '../../model/plan.ts';
import { parseYamlDocument } from '../../model/yaml.ts';
import { readKappRecord } from '../../tools/kapp-record.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { kappDiff, type ObjectChange } from '../../tools/kapp-diff.ts';
import { openKubectl } from '../../tools/kubectl.ts';
import type { StageContext } from '../stage-context.ts';
import { addCommits } from './add-commits.ts';

export interface ReleaseToPlan {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  readonly app: KappApp;
  /** The snapshot with its secrets open. */
  readonly manifests: string;
  /** Digest of the snapshot. */
  readonly snapshot: string;
  /** The manifests are some of the snapshot only. */
  readonly isPart?: boolean;
}

/** What a deploy of a snapshot would change: kapp says which objects, the live objects say in which fields. */
export async function planRelease(
  { repository, environment, app, manifests, snapshot, isPart = false }: ReleaseToPlan,
  mask: Mask,
  stage: StageContext,
): Promise<Plan> {
  const objects = splitSnapshot(manifests);
  const differences = await identify(
    await kappDiff(stage.run, app, manifests, isPart),
    objects,
    app,
    stage,
  );
  const changes = await planChanges(differences, objects, app, stage);
  const withCommits = await addCommits(changes, repository, environment, stage);
  return {
    version: 1,
    environment: environment.name,
    context: app.cluster.context,
    application: app.name,
    namespace: app.namespace,
    snapshot,
    scope: isPart ? 'changed' : 'full',
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
  { run }: StageContext,
): Promise<readonly Difference[]> {
  const byName = new Map(objects.map((one) => [nameOf(one), one.apiVersion]));
  const isDeleting = changes.some(({ operation }) => operation === 'delete');
  const record = isDeleting ? await readKappRecord(run, app) : undefined;
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

async function planChanges(
  differences: readonly Difference[],
  objects: readonly Manifest[],
  app: KappApp,
  { run }: StageContext,
): Promise<readonly PlannedChange[]> {
  const changed = differences.filter(({ operation }) => ['update', 'delete'].includes(operation));
  const lives = (await openKubectl(run, app.cluster).readObjects(changed)) as KubernetesObject[];
  const live = new Map(lives.map((one) => [nameOf(identityOf(one)), one]));
  const wanted = new Map(objects.map((one) => [nameOf(one), one]));
  return differences.map((difference) => {
    const name = nameOf(difference);
    const manifest = wanted.get(name) ?? wanted.get(nameOf({ ...difference, namespace: '' }));
    const isUpdate = difference.operation === 'update' && manifest;
    return planChange(difference, isUpdate ? readObject(manifest) : undefined, live.get(name));
  });
}

const readObject = ({ text, line }: Manifest): KubernetesObject =>
  parseYamlDocument(text, `the snapshot, line ${line}`).value as KubernetesObject;

const identityOf = ({ apiVersion, kind, metadata }: KubernetesObject): ObjectIdentity => ({
  apiVersion,
  kind,
  namespace: metadata.namespace ?? '',
  name: metadata.name,
});
