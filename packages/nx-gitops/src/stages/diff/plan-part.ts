import { nameOf, type Manifest } from '../../model/manifest/manifest.ts';
import type { PlannedChange } from '../../model/plan/plan.ts';
import { openResources } from '../../tools/api-resources.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import type { StageContext } from '../stage-context.ts';
import { explainChanges, readLive } from './explain-changes.ts';
import { placeObjects } from './place-objects.ts';

/**
 * What changes of a few objects of an app: the live ones say it, where kapp would list all that the app has.
 * Undefined where only kapp can tell: whose an object is that is there, and whether anything differs at all.
 */
export async function planPart(
  some: readonly Manifest[],
  app: KappApp,
  { label }: KappRecord,
  stage: StageContext,
): Promise<readonly PlannedChange[] | undefined> {
  const find = openResources(stage.api(app.cluster));
  const objects = await placeObjects(some, app.namespace, find);
  if (!objects) return undefined;
  const live = await readLive(objects, app, stage, find);
  const isOurs = [...live.values()].every(
    ({ metadata }) => metadata.labels?.['kapp.k14s.io/app'] === label,
  );
  if (!isOurs) return undefined;
  const differences = objects.map(({ apiVersion, kind, namespace, name }) => {
    const identity = { apiVersion, kind, namespace, name };
    return { ...identity, operation: live.has(nameOf(identity)) ? 'update' : 'create' } as const;
  });
  const changes = explainChanges(differences, objects, live);
  const isPlain = changes.every(
    ({ operation, fields }) => operation === 'create' || fields.length > 0,
  );
  return isPlain ? changes : undefined;
}
