import { join, posix } from 'node:path';
import { findText, listNames } from '../../io/files.ts';
import { splitDocuments } from '../../model/manifest/documents.ts';
import { GitopsError } from '../../model/errors.ts';
import { readIdentity } from '../../model/manifest/manifest.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { verifyEncrypted } from './verify-encrypted.ts';

/** A file of encrypted objects, or one such object that came out of a chart. */
export interface EncryptedManifests {
  /** Relative to the workspace. */
  readonly path: string;
  /** As they are written; those of one file stay together. */
  readonly documents: readonly string[];
}

/** By its name; `values.sops.yaml` is for Helm. */
export const isEncryptedManifest = (name: string): boolean =>
  /^(?!values\.sops\.)[^.].*\.sops\.(?:ya?ml|json)$/.test(name);

/** The encrypted manifests of an environment, in the order of their paths. */
export async function readEncryptedManifests(
  { folder }: Environment,
  root: string,
): Promise<EncryptedManifests[]> {
  const names = (await listNames(join(root, folder))).filter(isEncryptedManifest);
  return Promise.all(
    names.map(async (name) => {
      const path = posix.join(folder, name);
      const text = (await findText(join(root, path))) ?? '';
      await verifyEncrypted(path, text);
      const documents = splitDocuments(text);
      documents.forEach((document) => refuseNameless(document, path));
      return { path, documents };
    }),
  );
}

function refuseNameless(document: string, path: string): void {
  if (readIdentity(document)?.name) return;
  throw new GitopsError(
    'SECRET_INVALID',
    `${path} holds a document without kind, apiVersion or metadata.name`,
    'Each document is one object, whose names stay plain: give its creation rule an encrypted_regex such as "^(data|stringData)$". Encrypted Helm values belong into values.sops.yaml.',
  );
}
