import { nameOf, type Manifest } from '../../model/manifest/manifest.ts';
import { needsKapp } from '../../model/release/needs-kapp.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { openResources } from '../../tools/api-resources.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { StageContext } from '../stage-context.ts';
import { explainChanges, readLive } from './explain-changes.ts';
import { placeObjects } from './place-objects.ts';

/**
 * What the first deploy of an app changes: a list of each kind says it, where kapp would ask for every object.
 * Undefined where only kapp can tell: it has rules, something is there already, or an object comes twice.
 */
export async function planFirst(
  objects: readonly Manifest[],
  app: KappApp,
  stage: StageContext,
): Promise<readonly PlannedChange[] | undefined> {
  if (needsKapp(objects)) return undefined;
  const find = openResources(stage.api(app.cluster));
  const placed = await placeObjects(objects, app.namespace, find);
  if (!placed || new Set(placed.map(nameOf)).size < placed.length) return undefined;
  if ((await readLive(placed, app, stage, find)).size > 0) return undefined;
  const differences = placed.map(({ apiVersion, kind, namespace, name }) => {
    return { ...{ apiVersion, kind, namespace, name }, operation: 'create' as const };
  });
  return explainChanges(differences, placed, new Map());
}
