import { wordSet } from './word-set.ts';
import { isPointer } from './is-pointer.ts';
import { nameWords } from './name-words.ts';
import { passwords } from './password-names.ts';

/** What a name promises: a password is whatever stands there, a secret anything but a name, a maybe only what is random. */
export type Sensitivity = 'password' | 'secret' | 'maybe' | 'none';

const secretWords = wordSet(`
  secret secrets token apikey apitoken authtoken credential credentials creds secretkey
  accesskey privatekey clientsecret mnemonic pat jwt bearer accesstoken htpasswd authkey
  masterkey secretaccesskey signingkey encryptionkey connectionstring webhooksecret appkey
  sessionkey presharedkey accountkey authorization
`);

const keyOwners = wordSet(`
  secret access api private encryption encrypt signing sign master auth client app account
  service shared storage license licence deploy hmac session cookie crypt crypto preshared
  integration routing ingest unseal root aes jwt webhook fernet django data cipher rest
  admin host sendgrid datadog dd stripe openai mailgun primary secondary read recovery base
  wg wireguard ssh tls rsa
`);

const maybeWords = new Set([
  'key',
  'auth',
  'salt',
  'seed',
  'pepper',
  'cookie',
  'hmac',
  'dsn',
  'otp',
  'totp',
  'pin',
  'sas',
  'session',
  'login',
  'basicauth',
  'webhook',
  'user pass',
  'tokens',
  'keys',
]);

/** Words behind a sensitive one that leave it sensitive: `password_value`, `TOKEN_PROD`, `secret2`. */
const neutralTails = wordSet(`
  value base64 b64 plain plaintext text string str raw current new old previous next prod
  production staging stage dev development test qa uat live default base primary secondary
  main admin root json pem hex encoded v1 v2 rw ro readonly internal external backup replica
  master hash key secret token for override
`);

const pointingTails = wordSet(`
  name names ref refs reference file files filename path paths dir url uri id ids type ttl
  expiry expires expiration lifetime length policy enabled disabled count limit header field
  property label selector namespace class store provider version algorithm format method
  mode env var variable template endpoint issuer audience scope scopes description title
  message user username host port mount prefix suffix regex pattern size age usage kind
  annotations generator manager hint prompt placeholder location source resolver server
`);

/** Fields of Kubernetes and of public charts that name a Secret or a key in one. */
const pointers =
  /^(?:existing|external)?_?(?:secretname|secretref|secretkeyref|existingsecret|tlssecret|pullsecrets?|imagepullsecrets?|tokenreviewer|credentialssecret|valuesfrom|publickey|sshpublickey|partitionkey|sortkey|primarykey|foreignkey|cachekey|publishablekey|topologykey|hashkey|keyid|sitekey|(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)pass|publickeytoken|(?:gpg|pgp|recv)keys?)$/;

export const stems =
  /pass|pwd|pw|psk|secret|token|key|cred|auth|bearer|jwt|pat|mnemonic|salt|seed|pepper|cookie|hmac|nonce|dsn|otp|pin|sas|session|login|webhook|connection|contrasena/i;

/** A quick look before the thorough one: most names say nothing at all. */
export const mayBeSensitive = (name: string): boolean => stems.test(name);

/** The password half of an AppRole; elsewhere a name of that kind says where a secret is. */
const appRole = /^(?:(?:vault|app|approle|role|openbao) )*secret ?id$/;

export const isAppRoleSecret = (name: string): boolean => appRole.test(nameWords(name).join(' '));

/** A digest of a secret is none. */
const digests = new Set(['checksum', 'checksums', 'fingerprint', 'fingerprints', 'thumbprint']);

/** How much a name says about the secrecy of its value. */
export function sensitivityOf(name: string): Sensitivity {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const sensitivity = mayBeSensitive(name) ? judgeName(name) : 'none';
  if (judged.size < 10_000) judged.set(name, sensitivity);
  return sensitivity;
}

/** The same few names stand in all files. */
const judged = new Map<string, Sensitivity>();

function judgeName(name: string): Sensitivity {
  if (name.length > 200) return 'none';
  const words = nameWords(name);
  if (words.length === 0 || pointers.test(words.join(''))) return 'none';
  if (words.some((word) => digests.has(word))) return 'none';
  if (appRole.test(words.join(' '))) return 'secret';
  let end = words.length;
  let weak = false;
  while (end > 0) {
    const found = wordSensitivity(words, end);
    if (found !== 'none') {
      if (isPointer(words, end)) return 'none';
      return weak ? 'maybe' : found;
    }
    const word = words[end - 1]!;
    if (pointingTails.has(word)) return 'none';
    if (!neutralTails.has(word) && !/^\d+$/.test(word)) weak = true;
    end -= 1;
  }
  return 'none';
}

function wordSensitivity(words: readonly string[], end: number): Sensitivity {
  const word = words[end - 1]!;
  const before = words[end - 2];
  if (passwords.test(word)) return 'password';
  if (before === 'pass' && (word === 'word' || word === 'phrase')) return 'password';
  if (secretWords.has(word) || (before === 'connection' && word === 'string')) return 'secret';
  if (word === 'key' && before !== undefined && keyOwners.has(before)) return 'secret';
  // Which field of a Secret has it; random, it is a key of its own.
  if (word === 'key' && before !== undefined && passwords.test(before)) return 'maybe';
  if (word === 'tokens' && before === 'api') return 'secret';
  return maybeWords.has(word) || (word.endsWith('key') && word.length > 4) ? 'maybe' : 'none';
}
