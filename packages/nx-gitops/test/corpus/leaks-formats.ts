import { encode, type CaseMaker } from './case-maker.ts';
import { alphanumeric, digits, hex, upper } from './seeded.ts';

const leak = (category: string, path: string, make: CaseMaker['make']): CaseMaker => ({
  category,
  path,
  make,
});
const structural = (category: string, path: string, make: CaseMaker['make']): CaseMaker => ({
  ...leak(category, path, make),
  structural: true,
});
const base32 = `${upper}234567`;

/** What its format alone makes a credential: hashes of logins, keys of single tools, sources of generators. */
export const formatLeaks: readonly CaseMaker[] = [
  leak('login hash', '.htpasswd', ({ random: { text } }) => {
    const salt = text(alphanumeric, 8);
    return `admin:$apr1$${salt}$${text(alphanumeric, 22)}\n`;
  }),
  leak(
    'login hash',
    'values.yaml',
    ({ random: { text } }) =>
      `ingress:\n  auth: |\n    ops:$2y$10$${text(alphanumeric, 53)}\n    dev:{SHA}${text(alphanumeric, 27)}=\n`,
  ),
  leak(
    'login hash',
    'compose.yaml',
    ({ random: { text } }) =>
      `services:\n  a:\n    labels:\n      - "traefik.http.middlewares.a.basicauth.users=ops:$$apr1$$${text(alphanumeric, 8)}$$${text(alphanumeric, 22)}"\n`,
  ),
  leak(
    'ConfigMap',
    'pgbouncer.yaml',
    ({ made }) => `kind: ConfigMap\ndata:\n  userlist.txt: |\n    "shop" "${made.password()}"\n`,
  ),
  leak(
    'ConfigMap',
    'nginx.yaml',
    ({ random: { text } }) =>
      `kind: ConfigMap\ndata:\n  nginx.conf: |\n    location / {\n      proxy_set_header X-Api-Key ${text(alphanumeric, 31)}7;\n    }\n`,
  ),
  leak('connection string', 'dsn.yaml', ({ made }) =>
    `dsn: "shop:${made.base64(15)}@tcp(mysql:3306)/shop?parseTime=true"\n`
      .replaceAll('/', '_')
      .replace('_shop', '/shop'),
  ),
  leak(
    'connection string',
    'sas.yaml',
    ({ made }) =>
      `url: https://shop.blob.core.windows.net/a?sv=2022-11-02&sp=rl&se=2030-01-01&sig=${encodeURIComponent(made.base64(32))}\n`,
  ),
  leak('credential file', 'parameters.json', ({ made }) =>
    JSON.stringify([{ ParameterKey: 'DBPassword', ParameterValue: made.password() }]),
  ),
  leak(
    'credential file',
    'vault.yaml',
    ({ random: { text } }) =>
      `vault:\n  secretId: ${[8, 4, 4, 4, 12].map((count) => text(hex, count)).join('-')}\n`,
  ),
  leak('credential file', 'config/master.key', ({ random: { text } }) => `${text(hex, 32)}\n`),
  leak(
    'dotenv',
    'spring/application.yml',
    ({ random: { text } }) => `db:\n  password: \${DB_PASSWORD:${text(alphanumeric, 15)}8}\n`,
  ),
  leak('dotenv', 'Makefile', ({ made }) => `DB_PASSWORD ?= ${made.password()}\nrun:\n\tpsql\n`),
  ...[
    (secret: string) => `htpasswd -bc users admin ${secret}\n`,
    (secret: string) => `openssl enc -aes-256-cbc -k ${secret} -in a -out b\n`,
    (secret: string) => `echo ${secret} | docker login -u bot --password-stdin registry.example\n`,
    (secret: string) => `keytool -genkey -storepass ${secret} -keystore a.jks\n`,
    (secret: string) => `aws configure set aws_secret_access_key ${secret}\n`,
    (secret: string) => `sqlcmd -S db -U sa -P ${secret}\n`,
    (secret: string) => `psql -c "ALTER USER shop WITH PASSWORD '${secret}'"\n`,
  ].map((command, index) =>
    leak('command', `scripts/${index}.sh`, ({ random: { text } }) =>
      command(`${text(alphanumeric, 15)}5x`),
    ),
  ),
  ...(
    [
      ['a.py', (secret) => `app.config['SECRET_KEY'] = '${secret}'\n`],
      ['b.py', (secret) => `TOKEN = os.environ.get("API_TOKEN", "${secret}")\n`],
      ['A.java', (secret) => `source.setPassword("${secret}");\n`],
      ['a.php', (secret) => `define('DB_PASSWORD', '${secret}');\n`],
      ['a.h', (secret) => `#define WIFI_PASSWORD "${secret}"\n`],
      ['a.tf.sql', (secret) => `CREATE USER shop IDENTIFIED BY '${secret}';\n`],
      ['a.ps1', (secret) => `$p = ConvertTo-SecureString "${secret}" -AsPlainText -Force\n`],
    ] as const satisfies readonly (readonly [string, (secret: string) => string])[]
  ).map(([path, program]) =>
    leak('program', path, ({ random: { text } }) => program(`${text(alphanumeric, 22)}4x`)),
  ),
  ...(
    [
      ['telegram', ({ text }) => `${text('123456789', 10)}:${'AA'}${text(alphanumeric, 33)}`],
      ['entra', ({ text }) => `${text(alphanumeric, 3)}8${'Q~'}${text(alphanumeric, 34)}`],
      [
        'terraform',
        ({ text }) => `${text(alphanumeric, 14)}.atlas${'v1.'}${text(alphanumeric, 67)}`,
      ],
      ['mailchimp', ({ text }) => `${text(hex, 32)}${'-us'}12`],
      [
        'discord',
        ({ text }) =>
          `${encode(text(digits, 18))}.${text(alphanumeric, 6)}.${text(alphanumeric, 38)}`,
      ],
      ['dynatrace', ({ text }) => `dt0${'c01.'}${text(base32, 24)}.${text(base32, 64)}`],
      ['airtable', ({ text }) => `pa${'t'}${text(alphanumeric, 14)}.${text(hex, 64)}`],
      ['facebook', ({ text }) => `EA${'AM'}${text(alphanumeric, 150)}`],
      ['nuget', ({ text }) => `oy${'2'}${text('abcdefghijklmnop2345', 43)}`],
    ] as const satisfies readonly (readonly [
      string,
      (random: { text: (a: string, n: number) => string }) => string,
    ])[]
  ).map(([kind, token]) =>
    leak('provider token', `notes/${kind}.md`, ({ random }) => `It is ${token(random)} now.\n`),
  ),
  leak(
    'private key',
    'ssh2.txt',
    ({ made }) =>
      `---- BEGIN SSH2 ENCRYPTED ${'PRIVATE KEY'} ----\nComment: "x"\n${made.base64(45)}\n${made.base64(45)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n`,
  ),
  leak(
    'private key',
    'nats.creds',
    ({ random: { text } }) =>
      `-----BEGIN USER ${'NKEY SEED'}-----\nSU${text(base32, 56)}\n------END USER NKEY SEED------\n`,
  ),
  leak(
    'private key',
    'minisign.key',
    ({ made }) =>
      `untrusted comment: minisign encrypted ${'secret key'}\nRWRTY0Iy${made.base64(150)}\n`,
  ),
  structural('Secret manifest', 'base/app.env', () => ({
    'base/app.env': 'REGION=eu\nSIGNING=orange\n',
    'base/kustomization.yaml': 'secretGenerator:\n- name: app\n  envs: [app.env]\n',
  })),
  structural('Secret manifest', 'base/files/license.txt', () => ({
    'base/files/license.txt': 'for us alone\n',
    'base/kustomization.yaml':
      'secretGenerator:\n- name: app\n  files:\n  - license=files/license.txt\n',
  })),
  structural(
    'Secret manifest',
    'overlays/kustomization.yaml',
    ({ made }) =>
      `patches:\n- target: {kind: Secret, name: db}\n  patch: |-\n    - op: replace\n      path: /data/a\n      value: ${encode(made.password())}\n`,
  ),
  structural(
    'Secret manifest',
    'lib/db.libsonnet',
    ({ made }) =>
      `{\n  db: {\n    kind: 'Secret',\n    data: { pw: std.base64('${made.password()}') },\n  },\n}\n`,
  ),
  structural('sops policy', 'apps/shop.sops.yaml', ({ sops, random }) => ({
    'apps/shop.sops.yaml': sops.secret(`data:\n    a: ${sops.token()}`) + sops.metadata(),
    '.sops.yaml': sops.rules(`age1${random.text('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`),
  })),
  structural('decrypted copy', 'id_shop', ({ sops }) => ({
    id_shop: 'some text\n',
    'id_shop.enc': sops
      .json({ data: sops.token('str', 400) })
      .replace(/\t\t"unencrypted_suffix".*\n/, ''),
  })),
  structural(
    'half-encrypted sops',
    'whole.yaml',
    ({ sops, made }) =>
      `a: ${sops.token()}\npassword_unencrypted: ${made.password()}\n${sops.metadata('unencrypted_suffix: _unencrypted')}`,
  ),
];
