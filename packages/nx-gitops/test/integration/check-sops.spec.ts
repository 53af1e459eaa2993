import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBundle, openWorkbench, run, type Ran, type Workbench } from './check-workbench.ts';

const tools = fileURLToPath(new URL('../../../../.nx-gitops/bin', import.meta.url));
const path = [tools, process.env.PATH].join(delimiter);
const isThere = path.split(delimiter).some((folder) => existsSync(join(folder, 'sops')));

let bench: Workbench;
let key: string;
beforeEach(() => {
  bench = openWorkbench();
  key = newKey('key.txt');
  bench.write('.gitignore', 'key*.txt\n');
  bench.write('.sops.yaml', rules(key));
  bench.git('add', '-A');
  bench.commit('--no-verify');
});
afterEach(() => bench.close());
afterAll(closeBundle);

const newKey = (name: string): string =>
  /age1\w+/.exec(run('age-keygen', ['-o', name], bench.path, { PATH: path }).out)![0];
const rules = (recipient: string): string =>
  `creation_rules:\n  - path_regex: secrets/.*\\.yaml$\n    encrypted_regex: ^(data|stringData)$\n    age: ${recipient}\n  - path_regex: \\.enc\\.\n    age: ${recipient}\n`;
const sops = (...args: string[]): Ran =>
  run('sops', args, bench.path, { PATH: path, SOPS_AGE_KEY_FILE: join(bench.path, 'key.txt') });
const text = (name: string): string => readFileSync(join(bench.path, name), 'utf8');
const stage = (): Ran => {
  bench.git('add', '-A');
  return bench.check();
};

const plain = {
  'secrets/db.yaml':
    '# made by hand\napiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  # inner\n  password: p1 # foot\n  empty: ""\n  more: |\n    a=1\n    b=2\n',
  'values.enc.yaml':
    '# top\ndb:\n  port: 5432\n  on: true\n  at: 2026-01-01\n  list: [a, b, {c: d}]\n  none: null\n---\nsecond: x\n',
  'a.enc.json': '{"a": {"b": [1, true, null, "x"]}}',
  'a.enc.env': '# c\nA=1\nB="x y"\n',
  'a.enc.ini': '[s]\n; c\na = b\n',
  'a.enc.txt': 'just text\n',
};

describe.runIf(isThere)('files of the real sops', () => {
  beforeEach(() => {
    for (const [name, content] of Object.entries(plain)) {
      bench.write(name, content);
      expect(sops('encrypt', '-i', name).code, name).toBe(0);
    }
  });

  it('pass in every format, also edited, rotated and with new recipients', () => {
    expect(stage().out).toBe('');
    expect(bench.commit().code).toBe(0);
    sops('set', 'values.enc.yaml', '["db"]["port"]', '1');
    sops('rotate', '-i', 'secrets/db.yaml');
    expect(stage().out).toBe('');
    bench.commit();
    bench.write('.sops.yaml', rules(`${key},${newKey('key2.txt')}`));
    for (const name of Object.keys(plain))
      expect(sops('updatekeys', '-y', name).code, name).toBe(0);
    expect(stage().out).toBe('');
  });

  it.each<[string, string, (content: string) => string, string]>([
    [
      'a plain key added',
      'secrets/db.yaml',
      (c) => c.replace('    empty: ""', '    empty: ""\n    token: abc'),
      'sops-plain-value',
    ],
    [
      'a value laid open',
      'a.enc.json',
      (c) => c.replace(/"ENC\[[^\]]*type:int\]"/, '1'),
      'sops-plain-value',
    ],
    ['a plain variable added', 'a.enc.env', (c) => `C=1\n${c}`, 'sops-plain-value'],
    [
      'a plain ini key added',
      'a.enc.ini',
      (c) => c.replace('[s]\n', '[s]\nb = c\n'),
      'sops-plain-value',
    ],
    [
      'a comment laid open',
      'secrets/db.yaml',
      (c) => c.replace(/#ENC\[[^\]]*\]\n/, '# inner\n'),
      'sops-comment',
    ],
    ['the MAC taken out', 'values.enc.yaml', (c) => c.replaceAll(/ +mac: .*\n/g, ''), 'sops-mac'],
    [
      'text behind a value',
      'values.enc.yaml',
      (c) => c.replace('type:int]', 'type:int]5432'),
      'sops-token',
    ],
    [
      'a copied value',
      'secrets/db.yaml',
      (c) => c.replace(/more: .*/, `more: ${/password: (ENC\[[^\]]*\])/.exec(c)![1]}`),
      'sops-token',
    ],
    [
      'a key twice',
      'secrets/db.yaml',
      (c) => c.replace(/( {4}more: .*\n)/, '$1$1'),
      'sops-duplicate-key',
    ],
    ['a document added', 'values.enc.yaml', (c) => `${c}---\nthird: y\n`, 'sops-metadata'],
    [
      'a field in the metadata',
      'secrets/db.yaml',
      (c) => c.replace('sops:\n', 'sops:\n    note: abc\n'),
      'sops-metadata',
    ],
    ['a smuggled variable', 'a.enc.env', (c) => `${c}sops_note=abc\n`, 'sops-metadata'],
    [
      'a rule that encrypts nothing',
      'secrets/db.yaml',
      (c) => c.replace('^(data|stringData)$', '^(date)$'),
      'sops-',
    ],
  ])('do not pass with %s', (_, name, edit, rule) => {
    expect(text(name)).not.toBe(edit(text(name)));
    bench.write(name, edit(text(name)));
    const { code, out } = stage();
    expect(code).toBe(1);
    expect(out).toContain(rule);
    expect(out).toContain(name);
  });

  it('do not pass with a value changed and the MAC left as it was', () => {
    stage();
    bench.commit();
    const name = 'secrets/db.yaml';
    bench.write(name, text(name).replace('name: db', 'name: other'));
    expect(stage().out).toContain('sops-stale-mac');
    expect(sops('decrypt', name).code).not.toBe(0);
  });

  it('do not pass with other recipients, unencrypted, or beside a decrypted copy', () => {
    bench.write('.sops.yaml', rules(newKey('key2.txt')));
    expect(stage().out).toContain('sops-policy');
    bench.write('.sops.yaml', rules(key));
    bench.write('secrets/new.yaml', 'data:\n  a: b\n');
    expect(stage().out).toContain('secrets/new.yaml:1  sops-policy');
    bench.git('rm', '-q', '-f', 'secrets/new.yaml');
    bench.write('values.dec.yaml', sops('decrypt', 'values.enc.yaml').out);
    expect(stage().out).toContain('sops-plain-copy');
  });

  it('say so when a merge was not finished', () => {
    bench.write('a.enc.json', `<<<<<<< HEAD\n${text('a.enc.json')}=======\n{}\n>>>>>>> side\n`);
    expect(stage().out).toContain('conflict-marker');
  });
});
