import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { PlatformPaths } from './platform-paths.ts';
import { writePrivateFile } from './write-private-file.ts';

const day = 24 * 60 * 60 * 1000;

/** The admin's token and the key of service accounts; made once, kept until the data is wiped. */
export const ensureCredentials = (paths: PlatformPaths): { readonly token: string } => {
  mkdirSync(paths.certificates, { recursive: true });
  chmodSync(paths.certificates, 0o700);
  removeOldCertificate(paths);
  if (!existsSync(paths.serviceAccountKey)) writePrivateFile(paths.serviceAccountKey, createKey());
  if (!existsSync(paths.tokens)) {
    const token = randomBytes(32).toString('hex');
    writePrivateFile(paths.tokens, `${token},nx-gitops-local,nx-gitops-local,"system:masters"\n`);
  }
  return { token: readFileSync(paths.tokens, 'utf8').split(',')[0] ?? '' };
};

/** The API server makes a certificate for itself when there is none. */
export const certificatePath = (paths: PlatformPaths): string =>
  join(paths.certificates, 'apiserver.crt');
export const certificateKeyPath = (paths: PlatformPaths): string =>
  join(paths.certificates, 'apiserver.key');

/** Written by the API server at its start, the key last; a file that exists may not be whole yet. */
export const hasCertificate = (paths: PlatformPaths): boolean =>
  [certificatePath(paths), certificateKeyPath(paths)].every(
    (path) => existsSync(path) && /-----END [A-Z ]+-----\s*$/.test(readFileSync(path, 'utf8')),
  );

/** It lives for a year, and nobody would renew it. */
const removeOldCertificate = (paths: PlatformPaths): void => {
  const path = certificatePath(paths);
  if (!existsSync(path)) return;
  const { validTo } = new X509Certificate(readFileSync(path));
  if (Date.parse(validTo) < Date.now() + 30 * day) rmSync(paths.certificates, { recursive: true });
  mkdirSync(paths.certificates, { recursive: true, mode: 0o700 });
};

const createKey = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
