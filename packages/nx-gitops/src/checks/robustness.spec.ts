import { describe, expect, it } from 'vitest';
import { seeded } from '../../test/corpus/seeded.ts';
import { checkFile } from './check-file.ts';
import { openTextFile } from './open-text-file.ts';
import type { Repository } from './repository.ts';

const nothing: Repository = {
  read: async () => undefined,
  namesIn: async () => new Set(),
  readId: async () => undefined,
  readMerged: async () => undefined,
  tree: async () => new Map(),
};
const names = [
  'a.yaml',
  'a.json',
  '.env',
  'a.ini',
  'a.md',
  'a.ts',
  'Dockerfile',
  'a.tfvars',
  'unknown',
  '.npmrc',
  '.htpasswd',
  '.netrc',
  'redis.conf',
  'a.sops.yaml',
];
const check = (path: string, content: Buffer) =>
  checkFile(openTextFile(path, content), { before: [], current: true }, nothing);

describe('any input', () => {
  const random = seeded(7);

  it('of random bytes neither breaks nor stops the checks', async () => {
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(Array.from({ length: random.below(600) }, () => random.below(256)));
      await expect(check(random.pick(names), bytes)).resolves.toBeInstanceOf(Array);
    }
  });

  it('of broken structure neither breaks nor stops the checks', async () => {
    const pieces = [
      'kind: Secret\n',
      'data:\n',
      '  a: ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '\n',
      ' ',
      '|',
      '>',
      '\t',
      '&a',
      '*a',
      '!!x ',
      '---\n',
      ': ',
      ',',
      '#',
      'sops:\n',
      '    mac: ENC[',
      'AES256_GCM,data:',
      '{{ ',
      ' }}',
      '${',
      '\\',
      '\r',
      '=',
      'password',
      '<<<<<<< a\n',
      '=======\n',
      '>>>>>>> b\n',
      '? ',
      '\0',
      'é',
      '\u{1f600}',
      '__proto__: ',
      'constructor',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: random.below(40) }, () => random.pick(pieces)).join('');
      await expect(
        check(random.pick(names), Buffer.from(text)),
        JSON.stringify(text),
      ).resolves.toBeInstanceOf(Array);
    }
  }, 60_000);
});

describe('a line of a megabyte', () => {
  const megabyte = 1 << 20;
  const kinds = ['a.yaml', 'a.json', '.env', 'a.ts'];
  const units = [
    'a',
    '1',
    ' ',
    '\t',
    '{',
    '[',
    '"',
    "'",
    '\\',
    '-',
    '=',
    ':',
    '/',
    '+',
    'a=',
    'a: ',
    'a="',
    "a='",
    '{{',
    '{{ ',
    '${',
    '$(',
    '(@',
    '<%',
    '<path:',
    '://a:',
    '://',
    'password=',
    'password: ',
    'password="',
    '--password ',
    'eyJ',
    '-eyJa.',
    'eyJhbGciOi.eyJ',
    'AKIA',
    'ghp_',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    'LS0tLS1CRUdJTi',
    'Bearer ',
    'Basic a',
    'curl -u ',
    'mysql ',
    ' -p',
    'Password=;',
    '<a>',
    'key="a" ',
    'kind: Secret ',
    '"kind":"Secret",',
    'ENC[',
    'ENC[AES256_GCM,data:',
    'sops',
    '#',
    '* ',
    '&a ',
    '!a ',
    '- ',
    '? ',
    '|',
    'x.',
    'A_',
    '%',
    '\u00e9',
  ];
  it.each(units)(
    'made of %j takes linear time in every kind of file',
    { timeout: 240_000 },
    async (unit) => {
      const content = Buffer.from(unit.repeat(Math.ceil(megabyte / unit.length)));
      for (const name of kinds) {
        const start = process.cpuUsage();
        await check(name, content);
        // Work, not time: what is quadratic takes minutes of it, on a busy machine as on a quiet one.
        expect(process.cpuUsage(start).user, name).toBeLessThan(10_000_000);
      }
    },
  );
});
