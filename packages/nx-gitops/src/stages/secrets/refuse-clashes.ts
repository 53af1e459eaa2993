import { GitopsError } from '../../model/errors.ts';
import { nameOf, readIdentity, splitSnapshot } from '../../model/manifest/manifest.ts';
import type { EncryptedManifests } from './read-encrypted-manifests.ts';

/** An encrypted object that is there twice would win or lose by chance. */
export function refuseClashes(
  state: string,
  chart: string,
  manifests: readonly EncryptedManifests[],
  namespace: string,
): void {
  if (manifests.length === 0) return;
  const owners = new Map<string, string>();
  const inNamespace = (object: { kind: string; namespace: string; name: string }): string =>
    nameOf({ ...object, namespace: object.namespace || namespace });
  for (const object of splitSnapshot(state)) owners.set(inNamespace(object), chart);
  for (const { path, documents } of manifests) {
    for (const document of documents) {
      const identity = readIdentity(document);
      if (!identity) continue;
      const name = inNamespace(identity);
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new GitopsError(
          'SECRET_DUPLICATE',
          `${name} is in ${owner} and in ${path}`,
          'Remove one of the two, or give it another name.',
        );
      }
      owners.set(name, path);
    }
  }
}
