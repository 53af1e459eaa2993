import { encode, type CaseMaker } from './case-maker.ts';
import { hex } from './seeded.ts';

const quiet = (
  category: string,
  path: string,
  make: CaseMaker['make'],
  structural = false,
): CaseMaker => ({ category, path, structural, make });
const head = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n';
const surely = (category: string, path: string, make: CaseMaker['make']): CaseMaker =>
  quiet(category, path, make, true);

/** What stands beside secrets in every such repository and is none. */
export const harmless: readonly CaseMaker[] = [
  surely('proper sops', 'secrets/a.yaml', ({ sops }) => ({
    'secrets/a.yaml':
      sops.secret(
        `data:\n    #${sops.token('comment')}\n    a: ${sops.token()}\n    b: ""\n    c: []\ntype: Opaque`,
      ) + sops.metadata(),
    '.sops.yaml': sops.rules(),
  })),
  surely(
    'proper sops',
    'values.enc.yaml',
    ({ sops }) =>
      `db:\n    port: ${sops.token('int', 4)}\n    on: ${sops.token('bool', 4)}\n    hosts:\n        - ${sops.token()}\n        - name: ${sops.token()}\n    none: null\n${sops.metadata('unencrypted_suffix: _unencrypted')}`,
  ),
  surely('proper sops', 'a.sops.json', ({ sops }) =>
    sops.json({ a: sops.token(), b: { c: [sops.token(), sops.token('float', 3)] }, d: '' }),
  ),
  surely('proper sops', 'a.sops.env', ({ sops }) =>
    sops.dotenv([`#${sops.token('comment')}`, `PASSWORD=${sops.token()}`, 'EMPTY=']),
  ),
  surely('proper sops', 'b.yaml', ({ sops }) => {
    const tail = sops.metadata();
    return `${sops.secret(`data:\n    a: ${sops.token()}`)}${tail}---\n${sops.secret(`data:\n    a: ${sops.token()}`)}${tail}`;
  }),
  surely(
    'proper sops',
    'pretty.yaml',
    ({ sops }) =>
      sops.secret(`data:\n  a:\n    ${sops.token()}\n  b: "${sops.token()}"`) + sops.metadata(),
  ),
  surely('proper sops', 'binary.bin', ({ sops }) =>
    sops.json({ data: sops.token('str', 400) }).replace(/\t\t"unencrypted_suffix".*\n/, ''),
  ),
  surely(
    'lock',
    'app-locks/shop.kbld.lock.yml',
    ({ random }) =>
      `# build-key: v1:${random.text(hex, 64)}\n# roots: ["apps/shop"]\napiVersion: kbld.k14s.io/v1alpha1\nkind: Config\nminimumRequiredVersion: 0.31.0\noverrides:\n  - image: shop\n    newImage: registry.example/shop@sha256:${random.text(hex, 64)}\n    preresolved: true\n`,
  ),
  surely(
    'lock',
    'chart/Chart.lock',
    ({ random }) =>
      `dependencies:\n- name: redis\n  repository: https://charts.example\n  version: 1.2.3\ndigest: sha256:${random.text(hex, 64)}\ngenerated: "2026-01-01T00:00:00Z"\n`,
  ),
  surely('lock', 'package-lock.json', ({ made }) =>
    JSON.stringify({
      packages: {
        'node_modules/js-tokens': { version: '4.0.0', integrity: `sha512-${made.base64(64)}` },
      },
    }),
  ),
  surely(
    'empty Secret',
    'secret.yaml',
    () => `${head}data: {}\nstringData:\n  password: ""\n  other: null\n  third:\n`,
  ),
  surely(
    'empty Secret',
    'token.yaml',
    () =>
      `${head}  annotations:\n    kubernetes.io/service-account.name: bot\ntype: kubernetes.io/service-account-token\n`,
  ),
  surely(
    'Helm reference',
    'templates/secret.yaml',
    () =>
      `${head}type: Opaque\ndata:\n  password: {{ .Values.password | b64enc | quote }}\n  user: {{ required "A user is needed" .Values.user | b64enc }}\n{{- range $k, $v := .Values.more }}\n  {{ $k }}: {{ $v | b64enc }}\n{{- end }}\n`,
  ),
  surely(
    'Helm reference',
    'templates/generated.yaml',
    () =>
      `{{- $old := lookup "v1" "Secret" .Release.Namespace "db" }}\n${head}stringData:\n  password: {{ if $old }}{{ index $old.data "password" }}{{ else }}{{ randAlphaNum 32 }}{{ end }}\n  config.yaml: |\n    host: {{ .Values.host }}\n    password: {{ .Values.password }}\n`,
  ),
  surely(
    'Helm reference',
    'argo.yaml',
    () =>
      `${head}stringData:\n  password: <path:secret/data/db#password>\n  other: ref+vault://secret/db/password\n  third: \${DB_PASSWORD}\n  ytt: #@ data.values.password\n`,
  ),
  surely(
    'secret operator',
    'external.yaml',
    () =>
      `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  secretStoreRef: {name: vault, kind: ClusterSecretStore}\n  target:\n    name: db\n    template:\n      data:\n        url: "postgres://{{ .user }}:{{ .password }}@db/shop"\n  data:\n  - secretKey: password\n    remoteRef: {key: shop/db, property: password}\n`,
  ),
  surely(
    'secret operator',
    'sealed.yaml',
    ({ made }) =>
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: Ag${made.base64(300)}\n  template:\n    metadata: {name: db}\n`,
  ),
  surely(
    'secret operator',
    'template.yaml',
    () =>
      `apiVersion: secretgen.carvel.dev/v1alpha1\nkind: SecretTemplate\nspec:\n  inputResources:\n  - name: a\n    ref: {apiVersion: v1, kind: Secret, name: b}\n  template:\n    stringData:\n      password: $(.a.data.password)\n`,
  ),
  surely(
    'secret operator',
    'class.yaml',
    () =>
      `kind: SecretProviderClass\nspec:\n  parameters:\n    objects: |\n      - objectName: "db-password"\n        secretPath: "secret/data/db"\n        secretKey: "password"\n  secretObjects:\n  - secretName: db\n    type: Opaque\n    data:\n    - objectName: db-password\n      key: password\n`,
  ),
  quiet(
    'reference',
    'deployment.yaml',
    () =>
      `kind: Deployment\nspec:\n  env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {name: db-credentials, key: password}\n  - name: TOKEN_FILE\n    value: /var/run/secrets/token\n  - name: API_TOKEN\n    value: $(OTHER_TOKEN)\n`,
  ),
  quiet(
    'reference',
    'values.yaml',
    () =>
      `auth:\n  existingSecret: db-credentials\n  existingSecretPasswordKey: password\n  secretKeys: {adminPasswordKey: admin-password}\n  password: ""\ntokenTTL: 3600\ntls: {secretName: shop-tls}\nimagePullSecrets: [{name: registry}]\n`,
  ),
  quiet(
    'reference',
    'workflow.yml',
    () =>
      `jobs:\n  a:\n    env:\n      TOKEN: \${{ secrets.GITHUB_TOKEN }}\n    steps:\n    - uses: docker/login-action@v3\n      with: {username: a, password: "\${{ secrets.REGISTRY_PASSWORD }}"}\n    permissions: {id-token: write}\n`,
  ),
  quiet(
    'reference',
    'main.tf',
    () =>
      `resource "aws_db_instance" "a" {\n  password = var.db_password\n  kms_key_id = aws_kms_key.a.arn\n}\nvariable "db_password" {\n  type = string\n  sensitive = true\n}\n`,
  ),
  quiet(
    'reference',
    'compose.yaml',
    () =>
      `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: \${DB_PASSWORD:?set it}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n`,
  ),
  quiet(
    'reference',
    '.npmrc',
    () => `//registry.example/:_authToken=\${NPM_TOKEN}\nalways-auth=true\n`,
  ),
  quiet(
    'reference',
    'app.properties',
    () =>
      `spring.datasource.url=jdbc:postgresql://db:5432/shop\nspring.datasource.password=\${DB_PASSWORD}\nkey.serializer=org.example.Serializer\n`,
  ),
  quiet(
    'placeholder',
    '.env.example',
    () =>
      `DB_PASSWORD=changeme\nAPI_TOKEN=your-token-here\nSECRET_KEY=<generate one>\nURL=postgres://user:password@localhost:5432/db\n`,
  ),
  quiet(
    'placeholder',
    'values.yaml',
    ({ random }) =>
      `auth:\n  password: ${random.pick(['changeme', 'CHANGE_ME', 'REPLACE_ME', '"<password>"', 'xxxxxxxx', '"***"', 'TODO', 'REDACTED', 'your_password_here'])}\n`,
  ),
  quiet(
    'placeholder',
    'docs/setup.md',
    () =>
      `Set \`password: secret\` and run\n\n    export API_TOKEN=<your token>\n    curl -u user:password https://api.example\n`,
  ),
  quiet(
    'digest',
    'kustomization.yaml',
    ({ random }) =>
      `images:\n- name: shop\n  digest: sha256:${random.text(hex, 64)}\n  newName: registry.example/shop\nresources:\n- https://github.com/a/b?ref=${random.text(hex, 40)}\n`,
  ),
  quiet(
    'digest',
    'index.html',
    ({ made }) => `<script src="a.js" integrity="sha384-${made.base64(48)}"></script>\n`,
  ),
  quiet('digest', 'go.sum', ({ made }) => `example.org/token v1.0.0 h1:${made.base64(32)}\n`),
  quiet(
    'certificate',
    'ca.yaml',
    ({ made }) =>
      `kind: ConfigMap\ndata:\n  ca.crt: |\n${made.certificate().replace(/^/gm, '    ')}\n`,
  ),
  quiet(
    'certificate',
    'webhook.yaml',
    ({ made }) => `webhooks:\n- clientConfig:\n    caBundle: ${encode(made.certificate())}\n`,
  ),
  quiet(
    'certificate',
    'keys.yaml',
    ({ made }) =>
      `authorized_keys: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${made.base64(30)} a@b\nrecipients: [age1${'q'.repeat(58)}]\n`,
  ),
  quiet('identifier', 'ids.yaml', ({ random }) => {
    const part = (n: number): string => random.text(hex, n);
    const uuid = `${part(8)}-${part(4)}-${part(4)}-${part(4)}-${part(12)}`;
    return `clientId: ${uuid}\ntenantId: ${uuid}\nuid: ${uuid}\nsubscription: ${uuid}\n`;
  }),
  quiet(
    'identifier',
    'names.yaml',
    () =>
      `tokenReviewer: true\nkey: app.kubernetes.io/name\nsecret: shop-tls\ncacheKey: node-modules-v2\nauth: basic\nkeyAlgorithm: RSA\npasswordPolicy: strong\npublicKey: none\nmaxTokens: 4096\n`,
  ),
  quiet(
    'allowed',
    'fixture.yaml',
    ({ made }) =>
      `db:\n  # nx-gitops-allow: a throw-away database of the tests\n  password: ${made.password()}\n`,
  ),
  quiet(
    'code',
    'src/auth.ts',
    () =>
      `const password = process.env.PASSWORD ?? '';\nexport const tokenHeader = 'x-auth-token';\nexport interface Login { password: string; token?: string }\nconst secretName = 'db-credentials';\n`,
  ),
  quiet(
    'code',
    'src/manifests.test.ts',
    () =>
      `const secret = (name: string, value: string) => \`apiVersion: v1\nkind: Secret\nmetadata:\n  name: \${name}\nstringData:\n  password: \${value}\n\`;\nexpect(await apply(secret('a', 'b'))).toMatchObject({ rung: 'images', object: 'Pod loose' });\nexport const port: number = 8080;\n`,
  ),
  quiet(
    'code',
    'crd.yaml',
    () =>
      `kind: CustomResourceDefinition\nspec:\n  schema:\n    properties:\n      password:\n        description: The password of the user, at least 12 characters.\n        type: string\n      apiKey: {type: string, format: password}\n`,
  ),
  quiet('code', 'i18n/en.json', () =>
    JSON.stringify({
      login: {
        password: 'Password',
        passwordHint: 'Enter your password',
        token: 'Access token',
        secret: 'Your secret is safe with us.',
      },
    }),
  ),
];
