import { createHash } from 'node:crypto';
import { annotateTemplate } from '../../model/secret/annotate-template.ts';
import { joinDocuments, splitDocuments } from '../../model/manifest/documents.ts';
import { isEncrypted } from '../../model/secret/encrypted-document.ts';
import { readIdentity } from '../../model/manifest/manifest.ts';
import { secretChecksum } from '../../model/secret/secret-checksum.ts';
import { checksumAnnotation, findSecretReferences } from '../../model/secret/secret-references.ts';
import type { EncryptedManifests } from './read-encrypted-manifests.ts';

/** Lets pods restart when an encrypted Secret that they read changes. Other workloads stay byte for byte. */
export function addChecksums(
  state: string,
  encrypted: readonly EncryptedManifests[],
  namespace: string,
): string {
  if (encrypted.length === 0) return state;
  const secrets = encrypted.flatMap(({ documents }) => documents);
  return annotateAll(state, secrets, namespace, () => true);
}

/** Brings the checksums in a snapshot to the Secrets that are in it. Documents without one stay as they are. */
export const refreshChecksums = (state: string, namespace: string): string =>
  annotateAll(state, splitDocuments(state).filter(isEncrypted), namespace, (document) =>
    document.includes(`${checksumAnnotation}: `),
  );

function annotateAll(
  state: string,
  secrets: readonly string[],
  namespace: string,
  isMeant: (document: string) => boolean,
): string {
  if (secrets.length === 0) return state;
  const checksums = new Map<string, string>();
  for (const document of secrets) {
    const identity = readIdentity(document);
    if (identity?.kind !== 'Secret') continue;
    const place = `${identity.namespace || namespace}/${identity.name}`;
    checksums.set(place, secretChecksum(document));
  }
  return joinDocuments(
    splitDocuments(state).map((document) =>
      isMeant(document) ? annotate(document, checksums, namespace) : document,
    ),
  );
}

function annotate(
  document: string,
  checksums: ReadonlyMap<string, string>,
  namespace: string,
): string {
  const identity = readIdentity(document);
  const references = identity && findSecretReferences(identity.kind, document);
  if (!references) return document;
  const used = references.names
    .map((name) => `${identity.namespace || namespace}/${name}`)
    .filter((place) => checksums.has(place))
    .map((place) => `${place} ${checksums.get(place)}`);
  if (used.length === 0) return document;
  const checksum = createHash('sha256').update(used.join('\n')).digest('hex').slice(0, 16);
  return annotateTemplate(document, references.template, checksumAnnotation, checksum) ?? document;
}
