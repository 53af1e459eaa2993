import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { verifyEncrypted } from './verify-encrypted.ts';

/** The encrypted Helm values of an environment. */
export interface EncryptedValues {
  readonly path: string;
  readonly text: string;
}

export const isEncryptedValues = (path: string): boolean => /\.sops\.ya?ml$/.test(path);

/** `values.sops.yaml` beside `values.yaml`, or the file of that kind that the settings name; checked without a key. */
export async function findEncryptedValues(
  { name, folder, values }: Environment,
  root: string,
): Promise<EncryptedValues | undefined> {
  const named = values.filter(isEncryptedValues);
  const usual = posix.join(folder, 'values.sops.yaml');
  const paths = [...new Set([...named, usual])];
  const found: EncryptedValues[] = [];
  for (const path of paths) {
    const text = await findText(join(root, path));
    if (text !== undefined) found.push({ path, text });
    else if (named.includes(path)) throw missing(path, name);
  }
  if (found.length > 1) throw tooMany(found, name);
  if (found[0]) await verifyEncrypted(found[0].path, found[0].text);
  return found[0];
}

const missing = (path: string, environment: string): GitopsError =>
  new GitopsError(
    'SETTINGS_INVALID',
    `The encrypted values file ${path} of ${environment} does not exist`,
    'Write it with "sops <file>", or correct "values" in gitops.yaml.',
  );

const tooMany = (found: readonly EncryptedValues[], environment: string): GitopsError =>
  new GitopsError(
    'SETTINGS_INVALID',
    `${environment} has ${found.length} encrypted values files: ${found.map(({ path }) => path).join(', ')}`,
    'Helm reads one from its pipe: join them in values.sops.yaml.',
  );
