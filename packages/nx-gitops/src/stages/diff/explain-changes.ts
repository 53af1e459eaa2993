import { identityOf } from '../../model/manifest/identity-of.ts';
import { nameOf, type Manifest, type ObjectIdentity } from '../../model/manifest/manifest.ts';
import {
  planChange,
  type Difference,
  type KubernetesObject,
} from '../../model/plan/plan-change.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { parseYamlDocument } from '../../model/manifest/yaml.ts';
import type { FindResource } from '../../tools/api-resources.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { readLiveObjects } from '../../tools/live-objects.ts';
import type { StageContext } from '../stage-context.ts';

/** Live objects, each under its kind, namespace and name. */
export type LiveObjects = ReadonlyMap<string, KubernetesObject>;

/** Those of the objects that exist. */
export async function readLive(
  objects: readonly ObjectIdentity[],
  { cluster }: KappApp,
  { api }: StageContext,
  find?: FindResource,
): Promise<LiveObjects> {
  const found = await readLiveObjects<KubernetesObject>(api(cluster), objects, undefined, find);
  return new Map(found.map((one) => [nameOf(identityOf(one)), one]));
}

/** Objects that differ → in which fields, and what that means. */
export function explainChanges(
  differences: readonly Difference[],
  objects: readonly Manifest[],
  live: LiveObjects,
): readonly PlannedChange[] {
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
