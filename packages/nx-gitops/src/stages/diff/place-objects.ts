import type { Manifest } from '../../model/manifest/manifest.ts';
import type { FindResource } from '../../tools/api-resources.ts';

/**
 * The objects with the namespace that each goes to: kapp puts those that name none into `namespace`, that of the app.
 * Undefined where only kapp can tell: the API server does not know a kind yet, or has no namespaces for it.
 */
export async function placeObjects(
  objects: readonly Manifest[],
  namespace: string,
  find: FindResource,
): Promise<readonly Manifest[] | undefined> {
  const placed: Manifest[] = [];
  for (const object of objects) {
    const resource = await find(object);
    if (!resource || (object.namespace !== '' && !resource.isNamespaced)) return undefined;
    const within = resource.isNamespaced ? object.namespace || namespace : '';
    placed.push({ ...object, namespace: within });
  }
  return placed;
}
