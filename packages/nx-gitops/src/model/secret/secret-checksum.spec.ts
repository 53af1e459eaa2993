import { expect, it } from 'vitest';
import { secretChecksum } from './secret-checksum.ts';

const token = (iv: string, key = 'k1'): string =>
  `ENC[AES256_GCM,data:${key}+x==,iv:${iv},tag:${key},type:str]`;
const document = (fields: string, recipient = 'age1first'): string =>
  `kind: Secret\nmetadata:\n  name: a\nstringData:\n${fields}sops:\n  age:\n    - recipient: ${recipient}\n  mac: ENC[${recipient}]\n`;

const before = secretChecksum(document(`  a: ${token('1')}\n  b: ${token('2')}\n`));

it('stays when the same values have a new data key, or other recipients', () => {
  const resealed = document(`  a: ${token('1', 'k2')}\n  b: ${token('2', 'k2')}\n`, 'age1other');
  expect(secretChecksum(resealed)).toBe(before);
});

it('stays when the fields are in another order, or the labels change', () => {
  const text = document(`  b: ${token('2')}\n  a: ${token('1')}\n`);
  expect(secretChecksum(text)).toBe(before);
  expect(secretChecksum(text.replace('name: a', 'name: a\n  labels: { a: b }'))).toBe(before);
});

it.each([
  ['a value', `  a: ${token('3')}\n  b: ${token('2')}\n`],
  ['a key', `  c: ${token('1')}\n  b: ${token('2')}\n`],
  ['one value less', `  a: ${token('1')}\n`],
  ['two values changed places', `  a: ${token('2')}\n  b: ${token('1')}\n`],
])('changes with %s', (_title, fields) => {
  expect(secretChecksum(document(fields))).not.toBe(before);
});
