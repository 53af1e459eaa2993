import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { certificateKeyPath, certificatePath, hasCertificate } from './credentials.ts';
import { platformPaths } from './platform-paths.ts';

const directory = mkdtempSync(join(tmpdir(), 'credentials-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('takes a certificate once it and its key are whole', () => {
  const paths = platformPaths(directory);
  const pem = (what: string): string => `-----BEGIN ${what}-----\nMIIB\n-----END ${what}-----\n`;
  mkdirSync(paths.certificates, { recursive: true });
  const states = [
    ['', undefined],
    [pem('CERTIFICATE').slice(0, 27), undefined],
    [pem('CERTIFICATE'), undefined],
    [pem('CERTIFICATE'), ''],
    [pem('CERTIFICATE'), pem('RSA PRIVATE KEY')],
  ] as const;
  const seen = states.map(([certificate, key]) => {
    writeFileSync(certificatePath(paths), certificate);
    if (key !== undefined) writeFileSync(certificateKeyPath(paths), key);
    return hasCertificate(paths);
  });
  expect(seen).toEqual([false, false, false, false, true]);
});
