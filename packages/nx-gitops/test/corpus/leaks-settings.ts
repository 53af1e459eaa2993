import { encode, type CaseMaker } from './case-maker.ts';

const settings = (category: string, path: string, make: CaseMaker['make']): CaseMaker => ({
  category,
  path,
  make,
});

/** Credentials in values, variables, configuration and the files made for them. */
export const settingLeaks: readonly CaseMaker[] = [
  settings(
    'Helm values',
    'values.yaml',
    ({ made }) =>
      `image:\n  tag: 1.2.3\npostgresql:\n  auth:\n    username: shop\n    password: ${made.password()}\n    database: shop\n`,
  ),
  settings(
    'Helm values',
    'environments/prod/values.yaml',
    ({ made }) => `grafana:\n  adminPassword: "${made.password()}"\n  smtp: {enabled: true}\n`,
  ),
  settings(
    'Helm values',
    'values-prod.yaml',
    ({ made }) =>
      `oauth2-proxy:\n  config:\n    clientID: shop\n    clientSecret: ${made.base64(24)}\n    cookieSecret: ${made.base64(16)}\n`,
  ),
  settings(
    'Helm values',
    'helmrelease.yaml',
    ({ made }) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    rabbitmq:\n      auth: {username: a, password: "${made.password()}", erlangCookie: x}\n`,
  ),
  settings(
    'Helm values',
    'application.yaml',
    ({ made }) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      parameters:\n        - name: redis.auth.password\n          value: ${made.password()}\n`,
  ),
  settings(
    'Helm values',
    'application2.yaml',
    ({ made }) =>
      `kind: Application\nspec:\n  source:\n    helm:\n      values: |\n        auth:\n          rootPassword: ${made.password()}\n`,
  ),
  settings(
    'environment list',
    'deployment.yaml',
    ({ made }) =>
      `kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        env:\n        - name: LOG_LEVEL\n          value: debug\n        - name: DB_PASSWORD\n          value: "${made.password()}"\n`,
  ),
  settings(
    'environment list',
    'cronjob.yaml',
    ({ made }) =>
      `kind: CronJob\nspec:\n  args: ["--user", "a", "--password=${made.password()}"]\n`,
  ),
  settings(
    'environment list',
    'docker-compose.yml',
    ({ made }) =>
      `services:\n  db:\n    image: postgres\n    environment:\n      - POSTGRES_USER=shop\n      - POSTGRES_PASSWORD=${made.password()}\n`,
  ),
  settings(
    'environment list',
    'compose.yaml',
    ({ made }) =>
      `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${made.password()}\n`,
  ),
  settings(
    'environment list',
    '.github/workflows/ci.yaml',
    ({ made }) => `jobs:\n  a:\n    env:\n      API_TOKEN: ${made.base64(24)}\n    steps: []\n`,
  ),
  settings('dotenv', '.env', ({ made }) => `NODE_ENV=production\nDB_PASSWORD=${made.password()}\n`),
  settings('dotenv', '.env.production', ({ made }) => `export JWT_SECRET="${made.base64(33)}"\n`),
  settings('dotenv', 'config/app.env', ({ made }) => `AWS_SECRET_ACCESS_KEY=${made.awsSecret()}\n`),
  settings(
    'dotenv',
    'application.properties',
    ({ made }) =>
      `spring.datasource.username=shop\nspring.datasource.password=${made.password()}\n`,
  ),
  settings(
    'dotenv',
    'prod.tfvars',
    ({ made }) => `region = "eu-west-1"\ndb_password = "${made.password()}"\n`,
  ),
  settings(
    'dotenv',
    'settings.toml',
    ({ made }) => `[mail]\nsmtp_password = "${made.password()}"\n`,
  ),
  settings(
    'dotenv',
    'Dockerfile',
    ({ made }) => `FROM scratch\nENV DB_PASSWORD=${made.password()}\n`,
  ),
  settings(
    'connection string',
    'apps/a/config.yaml',
    ({ made, random }) =>
      `url: ${random.pick(['postgres', 'mysql', 'amqp', 'mongodb+srv', 'redis'])}://shop:${made.password().replace('#', '%23')}@db.shop.example:5432/shop\n`,
  ),
  settings('connection string', 'apps/a/appsettings.json', ({ made }) =>
    JSON.stringify({
      ConnectionStrings: {
        Default: `Server=db;Database=shop;User Id=sa;Password=${made.password()};`,
      },
    }),
  ),
  settings(
    'connection string',
    'apps/a/.env',
    ({ made }) =>
      `AZURE_STORAGE=DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${made.base64(64)};EndpointSuffix=core.windows.net\n`,
  ),
  settings(
    'connection string',
    'apps/a/deploy.yaml',
    ({ made }) =>
      `env:\n- name: DATABASE_URL\n  value: postgresql://shop:${made.password().replace('#', '-')}@db/shop?sslmode=require\n`,
  ),
  settings(
    'ConfigMap',
    'configmap.yaml',
    ({ made }) =>
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  app.properties: |\n    db.user=shop\n    db.password=${made.password()}\n`,
  ),
  settings(
    'ConfigMap',
    'configmap2.yaml',
    ({ made }) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  DB_PASSWORD: ${made.password()}\n`,
  ),
  settings(
    'ConfigMap',
    'kustomization.yaml',
    ({ made }) => `configMapGenerator:\n- name: a\n  literals:\n  - API_KEY=${made.base64(24)}\n`,
  ),
  settings(
    'kubeconfig',
    'kubeconfig',
    ({ made }) =>
      `apiVersion: v1\nkind: Config\nclusters: []\nusers:\n- name: admin\n  user:\n    client-certificate-data: ${encode(made.certificate())}\n    client-key-data: ${encode(made.pem('ec'))}\n`,
  ),
  settings(
    'kubeconfig',
    'ops/prod.kubeconfig',
    ({ made }) =>
      `apiVersion: v1\nkind: Config\nusers:\n- name: ci\n  user:\n    token: ${made.tokens.jwt!()}\n`,
  ),
  settings('registry', '.dockerconfigjson', ({ made }) =>
    JSON.stringify({ auths: { 'ghcr.io': { auth: encode(`bot:${made.password()}`) } } }),
  ),
  settings('registry', '.docker/config.json', ({ made }) =>
    JSON.stringify(
      { auths: { 'registry.example': { username: 'bot', password: made.password() } } },
      undefined,
      2,
    ),
  ),
  settings(
    'registry',
    'values.yaml',
    ({ made }) =>
      `imagePullSecret: ${encode(JSON.stringify({ auths: { 'ghcr.io': { auth: encode(`bot:${made.password()}`) } } }))}\n`,
  ),
  settings(
    'credential file',
    '.npmrc',
    ({ made }) => `//registry.example/:_authToken=${made.base64(27)}\n`,
  ),
  settings(
    'credential file',
    '.netrc',
    ({ made }) => `machine git.example\n  login bot\n  password ${made.password()}\n`,
  ),
  settings(
    'credential file',
    '.pgpass',
    ({ made }) => `db.example:5432:shop:shop:${made.password()}\n`,
  ),
  settings(
    'credential file',
    '.git-credentials',
    ({ made }) => `https://bot:${made.password().replace('#', '-')}@git.example\n`,
  ),
  settings('credential file', 'terraform.tfstate', ({ made }) =>
    JSON.stringify(
      {
        version: 4,
        outputs: { db: { value: made.password(), type: 'string', sensitive: true } },
        resources: [
          { type: 'aws_db_instance', instances: [{ attributes: { password: made.password() } }] },
        ],
      },
      undefined,
      2,
    ),
  ),
  settings('credential file', 'sa.json', ({ made }) =>
    JSON.stringify(
      { type: 'service_account', private_key_id: 'a', private_key: `${made.pem('rsa')}\n` },
      undefined,
      2,
    ),
  ),
  settings(
    'private key',
    'tls/tls.key',
    ({ made, random }) => `${made.pem(random.pick(['rsa', 'ec', 'ed25519']))}\n`,
  ),
  settings(
    'private key',
    'values-tls.yaml',
    ({ made }) => `ingress:\n  key: |\n${made.pem('rsa').replace(/^/gm, '    ')}\n`,
  ),
  settings('private key', 'keys/age.txt', ({ made }) => `# created: 2026-01-01\n${made.age()}\n`),
  settings('private key', 'jwk.json', ({ made }) =>
    JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: made.base64(32), d: made.base64(32) }] }),
  ),
  settings(
    'private key',
    'values-b64.yaml',
    ({ made }) => `tls:\n  key: ${encode(made.pem('rsa'))}\n`,
  ),
  ...[
    'github',
    'githubApp',
    'githubFine',
    'gitlab',
    'npm',
    'aws',
    'google',
    'slackBot',
    'slackHook',
    'stripe',
    'sendgrid',
    'digitalOcean',
    'vault',
    'docker',
    'pypi',
    'grafana',
    'huggingFace',
    'jwt',
  ].map((kind) =>
    settings('provider token', `notes/${kind}.txt`, ({ made, random }) =>
      random.pick([
        `call it with ${made.tokens[kind]!()} please\n`,
        `x: "${made.tokens[kind]!()}"\n`,
        `A=${made.tokens[kind]!()}\n`,
      ]),
    ),
  ),
  settings(
    'script',
    'deploy.sh',
    ({ made }) => `#!/bin/bash\nhelm upgrade shop ./chart --set db.password=${made.password()}\n`,
  ),
  settings(
    'script',
    'ci/login.sh',
    ({ made }) => `docker login -u bot -p ${made.base64(18)} registry.example\n`,
  ),
  settings(
    'script',
    'redis.yaml',
    ({ made }) =>
      `kind: Pod\nspec:\n  containers:\n  - command: ["redis-server", "--requirepass", "${made.base64(12)}"]\n`,
  ),
  settings(
    'connection string',
    'apps/a/jdbc.yaml',
    ({ made }) => `url: "jdbc:mysql://db:3306/a?user=a&password=${made.base64(9)}7x"\n`,
  ),
  settings(
    'dotenv',
    'variables.tf',
    ({ made }) =>
      `variable "api_token" {\n  type    = string\n  default = "${made.base64(24)}"\n}\n`,
  ),
  settings(
    'script',
    'login.sh',
    ({ made }) => `docker login -u bot --password ${made.password()} registry.example\n`,
  ),
  settings(
    'script',
    'images/node/user-data.yaml',
    ({ made }) =>
      `#cloud-config\nchpasswd:\n  expire: false\n  list: |\n    root:${made.password()}\n    ops:RANDOM\n`,
  ),
  settings(
    'script',
    'images/node/setup.sh',
    ({ made }) => `#!/bin/sh\necho "root:${made.password()}" | chpasswd\n`,
  ),
  settings(
    'script',
    'call.sh',
    ({ made }) => `curl -H "Authorization: Bearer ${made.base64(30)}" https://api.example\n`,
  ),
];
