import type { Manifest } from '../../model/manifest/manifest.ts';
import { openResources } from '../../tools/api-resources.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * The objects with the namespace that each goes to: kapp puts those that name none into the namespace of the app.
 * Undefined where only kapp can tell: the API server does not know a kind yet, or has no namespaces for it.
 */
export async function placeObjects(
  objects: readonly Manifest[],
  { cluster, namespace }: KappApp,
  { api }: StageContext,
): Promise<readonly Manifest[] | undefined> {
  const find = openResources(api(cluster));
  const placed: Manifest[] = [];
  for (const object of objects) {
    const resource = await find(object);
    if (!resource || (object.namespace !== '' && !resource.isNamespaced)) return undefined;
    const isPlaced = object.namespace !== '' || !resource.isNamespaced;
    placed.push(isPlaced ? object : { ...object, namespace });
  }
  return placed;
}
