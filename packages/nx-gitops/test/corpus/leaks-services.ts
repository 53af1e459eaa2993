import { encode, type CaseMaker } from './case-maker.ts';
import { alphanumeric, digits, hex } from './seeded.ts';

const service = (path: string, make: CaseMaker['make'], structural = false): CaseMaker => ({
  category: 'settings of a service',
  path,
  make,
  structural,
});

const bcrypt = (text: string): string => `$2a$${'10'}$${text}`;
const uuid = (text: (alphabet: string, length: number) => string): string =>
  [8, 4, 4, 4, 12].map((length) => text(hex, length)).join('-');

/** Forms that servers and public charts have of their own. */
export const serviceLeaks: readonly CaseMaker[] = [
  service(
    'dex/values.yaml',
    ({ random }) =>
      `config:\n  enablePasswordDB: true\n  staticPasswords:\n    - email: ops@shop.example\n      hash: "${bcrypt(random.text(alphanumeric, 53))}"\n      username: ops\n`,
  ),
  service(
    'logging/outputs.conf',
    ({ random }) =>
      `[OUTPUT]\n    Name          splunk\n    Match         *\n    Splunk_Token  ${uuid(random.text)}\n`,
  ),
  service(
    'logging/values.yaml',
    ({ random }) =>
      `config:\n  outputs: |\n    [OUTPUT]\n        Name        es\n        HTTP_User   shop\n        HTTP_Passwd falcon-${random.text(digits, 4)}\n        tls         On\n`,
  ),
  service(
    'mosquitto.conf',
    ({ random }) => `remote_username bridge\nremote_password harbor${random.text(digits, 3)}\n`,
  ),
  service('postfix/sasl_passwd', ({ made }) => `[smtp.example]:587 relay:${made.password()}\n`),
  service(
    'postfix/configmap.yaml',
    ({ made }) =>
      `kind: ConfigMap\ndata:\n  sasl_passwd: |\n    # the relay\n    [smtp.example]:587 relay:${made.password()}\n`,
  ),
  service('snmpd.conf', ({ made }) => `createUser monitor SHA-256 "${made.password()}" AES\n`),
  service(
    'haproxy.cfg',
    ({ made }) => `userlist people\n  user admin insecure-password ${made.password()}\n`,
  ),
  service(
    'unleash/values.yaml',
    ({ random }) => `initAdminApiTokens: "*:*.${random.text(hex, 60)}"\n`,
  ),
  service(
    'sealed.yaml',
    ({ made }) =>
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: shop}\nspec:\n  encryptedData:\n    password: ${made.password()}\n`,
    true,
  ),
  service(
    'alertmanager.yaml',
    ({ random }) =>
      `receivers:\n- name: a\n  opsgenie_configs: [{api_key: ${uuid(random.text)}}]\n- name: b\n  pagerduty_configs:\n  - routing_key: ${random.text(hex, 32)}\n`,
  ),
  service(
    'loki/values.yaml',
    ({ made }) =>
      `loki:\n  storage_config:\n    aws:\n      s3: s3://${made.tokens.aws!()}:${encodeURIComponent(made.awsSecret())}@eu-central-1/logs\n`,
  ),
  service(
    'kafka/values.yaml',
    ({ made }) =>
      `extraConfig: |\n  sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="shop" password="${made.password()}";\n`,
  ),
  service(
    'vault/values.yaml',
    ({ random }) =>
      `server:\n  config: |\n    seal "azurekeyvault" {\n      tenant_id     = "${uuid(random.text)}"\n      client_secret = "${random.text(alphanumeric, 34)}"\n    }\n`,
  ),
  service(
    'argocd/cluster.yaml',
    ({ random }) =>
      `kind: ConfigMap\ndata:\n  config: |\n    {"bearerToken":"${random.text(alphanumeric, 60)}","tlsClientConfig":{"insecure":true}}\n`,
  ),
  service(
    'traefik/values.yaml',
    ({ random }) =>
      `extraObjects:\n- kind: Secret\n  metadata: {name: dashboard}\n  data:\n    users: |\n      ${encode(`admin:$apr1$${random.text(alphanumeric, 8)}$${random.text(alphanumeric, 22)}`)}\n`,
    true,
  ),
  service(
    'wallet/values.yaml',
    ({ random }) =>
      `wallet:\n  mnemonic: ${Array.from({ length: 12 }, () => random.pick(['maple', 'orbit', 'tiger', 'velvet'])).join(' ')}\n`,
  ),
  service(
    'backup/values.yaml',
    ({ random }) => `encryptionPassphrase: maple orbit tiger velvet ${random.text(digits, 2)}\n`,
  ),
  service(
    'vector.toml',
    ({ random }) => `[sinks.es.auth]\npassword = "!${random.text(alphanumeric, 11)}7"\n`,
  ),
];
