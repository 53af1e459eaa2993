import { encode, type CaseMaker } from './case-maker.ts';

const broken = (category: string, path: string, make: CaseMaker['make']): CaseMaker => ({
  category,
  path,
  structural: true,
  make,
});

/** Files that look encrypted and are not, or not whole. */
export const sopsLeaks: readonly CaseMaker[] = [
  broken(
    'half-encrypted sops',
    'secrets/a.yaml',
    ({ sops, made }) =>
      sops.secret(`data:\n    a: ${sops.token()}\n    b: ${encode(made.password())}`) +
      sops.metadata(),
  ),
  broken(
    'half-encrypted sops',
    'values.enc.yaml',
    ({ sops }) =>
      `db:\n    host: ${sops.token()}\n    port: 5432\n${sops.metadata('unencrypted_suffix: _unencrypted')}`,
  ),
  broken('half-encrypted sops', 'a.json', ({ sops, made }) =>
    sops.json({ a: sops.token(), b: made.password() }),
  ),
  broken('half-encrypted sops', 'a.env', ({ sops, made }) =>
    sops.dotenv([`A=${sops.token()}`, `B=${made.password()}`]),
  ),
  broken(
    'half-encrypted sops',
    'a.yaml',
    ({ sops, made }) =>
      sops.secret(
        `stringData:\n    a: ${sops.token()}\n    token_unencrypted: ${made.password()}`,
      ) + sops.metadata(''),
  ),
  broken(
    'half-encrypted sops',
    'b.yaml',
    ({ sops, made }) =>
      sops.secret(`stringData:\n    a: ${made.password()}`) +
      sops.metadata('encrypted_regex: ^(dat|stringdata)$'),
  ),
  broken(
    'half-encrypted sops',
    'c.yaml',
    ({ sops, made }) =>
      `${sops.secret(`data:\n    a: ${sops.token()}`)}${sops.metadata()}---\n${sops.secret(`data:\n    a: ${encode(made.password())}`)}`,
  ),
  broken(
    'tampered sops',
    'd.yaml',
    ({ sops }) => sops.secret(`data:\n    a: ${sops.token()}tail`) + sops.metadata(),
  ),
  broken('tampered sops', 'e.yaml', ({ sops }) => {
    const same = sops.token();
    return sops.secret(`data:\n    a: ${same}\n    b: ${same}`) + sops.metadata();
  }),
  broken(
    'tampered sops',
    'f.yaml',
    ({ sops }) =>
      sops.secret(`data:\n    a: ${sops.token()}\n    a: ${sops.token()}`) + sops.metadata(),
  ),
  broken(
    'tampered sops',
    'g.yaml',
    ({ sops }) =>
      sops.secret(`data:\n    a: ENC[AES256_GCM,data:YWJj,iv:YWJj,tag:YWJj,type:str]`) +
      sops.metadata(),
  ),
  broken(
    'tampered sops',
    'h.yaml',
    ({ sops }) => sops.secret(`data:\n    a: &x ${sops.token()}\n    b: *x`) + sops.metadata(),
  ),
  broken(
    'missing MAC',
    'i.yaml',
    ({ sops }) =>
      sops.secret(`data:\n    a: ${sops.token()}`) + sops.metadata().replace(/ {4}mac: .*\n/, ''),
  ),
  broken(
    'missing MAC',
    'j.yaml',
    ({ sops }) =>
      sops.secret(`data:\n    a: ${sops.token()}`) +
      sops.metadata().replace(/mac: .*/, `mac: ${sops.token('str', 64)}`),
  ),
  broken('missing MAC', 'k.yaml', ({ sops }) => sops.secret(`data:\n    a: ${sops.token()}`)),
  broken(
    'foreign metadata',
    'l.yaml',
    ({ sops, made }) =>
      sops.secret(`data:\n    a: ${sops.token()}`) +
      sops.metadata() +
      `    backup: ${made.password()}\n`,
  ),
  broken('foreign metadata', 'm.env', ({ sops, made }) =>
    sops.dotenv([`A=${sops.token()}`, `sops_note=${made.password()}`]),
  ),
  broken(
    'foreign metadata',
    'n.yaml',
    ({ sops }) =>
      sops.secret(`data:\n    a: ${sops.token()}`) + sops.metadata() + '    encrypted_suffix: x\n',
  ),
  broken(
    'plain comment',
    'o.yaml',
    ({ sops, made }) =>
      sops.secret(`data:\n    # old: ${made.password()}\n    a: ${sops.token()}`) + sops.metadata(),
  ),
  broken('sops policy', 'secrets/p.yaml', ({ sops, random }) => ({
    'secrets/p.yaml': sops.secret(`data:\n    a: ${sops.token()}`) + sops.metadata(),
    '.sops.yaml': sops.rules(`age1${random.text('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`),
  })),
  broken('sops policy', 'secrets/q.yaml', ({ sops }) => ({
    'secrets/q.yaml': 'data:\n  name: plain\n',
    '.sops.yaml': sops.rules(),
  })),
  broken('sops policy', 'values.enc.yaml', ({ sops }) => ({
    'values.enc.yaml': `a: ${sops.token()}\n${sops.metadata('encrypted_regex: ^a$')}`,
    '.sops.yaml': sops.rules(),
  })),
  broken('decrypted copy', 'r.dec.yaml', ({ sops }) => ({
    'r.dec.yaml': 'db:\n  host: h1\n  name: shop\n',
    'r.yaml': `db:\n    host: ${sops.token()}\n    name: ${sops.token()}\n${sops.metadata('')}`,
  })),
  broken('decrypted copy', 's.yaml', ({ sops }) => ({
    's.yaml': 'db:\n  host: h1\n',
    's.sops.yaml': `db:\n    host: ${sops.token()}\n${sops.metadata('')}`,
  })),
];
