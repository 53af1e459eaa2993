import type { CaseMaker } from './case-maker.ts';
import { alphanumeric, hex } from './seeded.ts';

const quiet = (path: string, make: CaseMaker['make']): CaseMaker => ({
  category: 'lookalike',
  path,
  make,
});

/** Names and values that resemble credentials, as public charts and programs have them. */
export const lookalikes: readonly CaseMaker[] = [
  quiet(
    'argocd-cm.yaml',
    () =>
      `kind: ConfigMap\ndata:\n  dex.config: |\n    config:\n      clientSecret: $dex.github.clientSecret\n  oidc.config: |\n    clientSecret: $argocd-oidc:oidc.clientSecret\n`,
  ),
  quiet(
    'avp.yaml',
    () =>
      `kind: Secret\nmetadata:\n  annotations:\n    avp.kubernetes.io/path: kv/data/shop\nstringData:\n  password: <password>\n  user: <user | base64encode>\n`,
  ),
  quiet(
    'deployment.yaml',
    ({ random }) =>
      `metadata:\n  annotations:\n    checksum/secret: ${random.text(hex, 64)}\n    artifacthub.io/signKey: |\n      fingerprint: ${random.text('0123456789ABCDEF', 40)}\n      url: https://charts.example/pgp.asc\n`,
  ),
  quiet('Dockerfile', ({ random }) => `ENV GPG_KEY ${random.text('0123456789ABCDEF', 40)}\n`),
  quiet('settings.xml', () => `<password>{COQLCE6DU6GtcS5P/o8Zx4=}</password>\n`),
  quiet('bom.json', ({ random }) =>
    JSON.stringify({ properties: [{ name: 'key', value: random.text(hex, 40) }] }),
  ),
  quiet('renovate.json', ({ made }) =>
    JSON.stringify({ hostRules: [{ encrypted: { password: made.base64(300) } }] }),
  ),
  quiet('Jenkinsfile', () => `environment {\n  TOKEN = credentials('sonar-token')\n}\n`),
  quiet(
    'main.tf',
    () =>
      `locals {\n  password = jsondecode(data.aws_secretsmanager_secret_version.db.secret_string)["password"]\n}\n`,
  ),
  quiet(
    'rules.php',
    () =>
      `'password' => 'required|string|min:8|confirmed',\n'password' => env('DB_PASSWORD', ''),\n`,
  ),
  quiet('app.csproj', () => `<PublicKeyToken>b77a5c561934e089</PublicKeyToken>\n`),
  quiet(
    'values.yaml',
    ({ random }) =>
      `recaptcha:\n  siteKey: 6L${random.text(alphanumeric, 38)}\nnginx: |\n  location / {\n    proxy_pass $api_backend_2:3100$request_uri;\n  }\n## If true, pass --storage.tsdb.max-block-duration=2h to prometheus\n#   foo:$apr1$${random.text(alphanumeric, 8)}$${random.text(alphanumeric, 22)}\n`,
  ),
  quiet(
    '.github/workflows/sign.yml',
    () =>
      `steps:\n- with:\n    repo_secrets: |\n      GPG_KEY=helm-chart-signing-key:private_key\n- run: |\n    openssl enc -aes-256-cbc -pass env:GPG_KEY\n    echo "PASS: Index4 created"\n`,
  ),
  quiet('i18n/ja.json', () => JSON.stringify({ pass: '1つのキー', token: 'Token inesperado.' })),
  quiet(
    'README.md',
    ({ random }) =>
      `![cover](https://codecov.example/badge.svg?token=${random.text(alphanumeric, 10)})\n\n    gpg --recv-keys 0x${random.text('0123456789ABCDEF', 40)}\n`,
  ),
  quiet('base/kustomization.yaml', () => ({
    'base/kustomization.yaml':
      'secretGenerator:\n- name: app\n  envs: [app.env]\n  files: [tls.crt]\n',
    'base/app.env': 'PASSWORD=${PASSWORD}\n',
  })),
  quiet('base/empty.env', () => ({
    'base/empty.env': 'PASSWORD=\nUSER=${USER}\n# a note\n',
    'base/kustomization.yaml': 'secretGenerator:\n- name: app\n  envs: [empty.env]\n',
  })),
  quiet(
    'comment.enc.yaml',
    ({ sops }) =>
      `host: shop # sops:plain\npassword: ${sops.token()}\n# sops:plain\nnested:\n    port: 1\nlast: ${sops.token()}\n${sops.metadata('unencrypted_comment_regex: sops:plain')}`,
  ),
  quiet(
    'marked.enc.yaml',
    ({ sops }) =>
      `# about it\nhost: shop\n# sops:secret\npassword: ${sops.token()}\n${sops.metadata('encrypted_comment_regex: sops:secret')}`,
  ),
  quiet(
    'external.yaml',
    () =>
      `externalSecrets:\n  db-password: prod/platform/db-password\n  api-token: prod/platform/api-token-2024\n`,
  ),
  quiet(
    'postgres/values.yaml',
    () =>
      `auth:\n  ## @param auth.password Password of the user\n  ## password: "myPassw0rd"\n  password: ""\n`,
  ),
  quiet(
    '.github/workflows/ci.yml',
    () =>
      `jobs:\n  test:\n    services:\n      db:\n        image: postgres\n        env: {POSTGRES_USER: postgres, POSTGRES_PASSWORD: postgres}\n`,
  ),
  quiet(
    'applicationset.yaml',
    () =>
      `kind: ApplicationSet\nspec:\n  template:\n    spec:\n      source:\n        helm:\n          parameters:\n          - {name: auth.existingSecret, value: db-credentials-7}\n          - {name: passwordKey, value: pg-password1}\n`,
  ),
  quiet(
    'src/messages_en.properties',
    () =>
      `login.password=Password:\nlogin.token=Token (6 digits)\npassword.tooShort=At least {0} characters\n`,
  ),
  quiet(
    'sealed.yaml',
    ({ made }) =>
      `kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB${made.base64(300)}\n    token: AQC${made.base64(150)}\n`,
  ),
  quiet(
    'notes.conf',
    () =>
      `token required\npassword_policy strict-2\nauth_type PASS\ntoken_ttl 24hours\nsecret_name shop-token-2\n`,
  ),
  quiet('test/login.py', () => `login(password="P@ssw0rd123!")\n`),
  quiet(
    'logback.xml',
    () => `<pattern>%replace(%msg){'password=\\S+', 'password=***'}%n</pattern>\n`,
  ),
  quiet(
    'keys/values.yaml',
    () => `passphrase: Passphrase of the key. Leave empty to have one made.\n`,
  ),
];
