import { alphanumeric, type Seeded } from './seeded.ts';
import type { Credentials } from './credentials.ts';

/** Text as sops writes it; that its ciphertext decrypts nobody can tell without a key. */
export function sopsText(random: Seeded, made: Credentials) {
  const recipient = `age1${random.text('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`;
  const token = (type = 'str', bytes = 6 + random.below(20)): string =>
    `ENC[AES256_GCM,data:${made.base64(bytes)},iv:${made.base64(32)},tag:${made.base64(16)},type:${type}]`;
  const mac = token('str', 128);
  const date = '2026-03-04T10:11:12Z';
  const armour = [
    '-----BEGIN AGE ENCRYPTED FILE-----',
    made.base64(48),
    made.base64(48),
    made.base64(40),
    '-----END AGE ENCRYPTED FILE-----',
  ];
  const metadata = (rule = 'encrypted_regex: ^(data|stringData)$'): string =>
    [
      'sops:',
      '    age:',
      `        - recipient: ${recipient}`,
      '          enc: |',
      ...armour.map((line) => `            ${line}`),
      `    lastmodified: "${date}"`,
      `    mac: ${mac}`,
      ...(rule === '' ? [] : [`    ${rule}`]),
      '    version: 3.13.3',
      '',
    ].join('\n');
  const secret = (data: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n    name: ${random.text(alphanumeric, 6).toLowerCase()}\n${data}\n`;
  const json = (data: Record<string, unknown>): string =>
    JSON.stringify(
      {
        ...data,
        sops: {
          age: [{ recipient, enc: `${armour.join('\n')}\n` }],
          lastmodified: date,
          mac,
          unencrypted_suffix: '_unencrypted',
          version: '3.13.3',
        },
      },
      undefined,
      '\t',
    );
  const dotenv = (lines: readonly string[]): string =>
    [
      ...lines,
      `sops_age__list_0__map_enc=${armour.join('\\n')}\\n`,
      `sops_age__list_0__map_recipient=${recipient}`,
      `sops_lastmodified=${date}`,
      `sops_mac=${mac}`,
      'sops_unencrypted_suffix=_unencrypted',
      'sops_version=3.13.3',
      '',
    ].join('\n');
  const rules = (who = recipient): string =>
    `creation_rules:\n  - path_regex: secrets/.*\n    encrypted_regex: ^(data|stringData)$\n    age: ${who}\n  - path_regex: values\\.enc\\.yaml$\n    age: ${who}\n`;
  return { token, mac, metadata, secret, json, dotenv, rules, recipient };
}

export type SopsText = ReturnType<typeof sopsText>;
