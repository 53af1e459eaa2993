import { wordSet } from './word-set.ts';
import { isHarmlessShape } from './is-harmless-shape.ts';
import { isPasswordHash } from './is-password-hash.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { isRandom } from './is-random.ts';
import { isReference } from './is-reference.ts';
import { nameWords } from './name-words.ts';
import { isAppRoleSecret, sensitivityOf } from './sensitive-name.ts';

/** How a file uses values: plain settings, source code where names are everywhere, or examples and prose. */
export type Setting = 'settings' | 'code' | 'example';

const genericWords = wordSet(`
  my your app db database admin user users username password passwords passwd pass secret
  secrets token tokens key keys api auth tls ssl certs ca name ref credentials creds config
  github gitlab docker registry pull oauth oauth2 oidc client id jwt access redis postgres
  postgresql mysql mariadb mongodb rabbitmq grafana prometheus root default example service
  account sa value values file env the of for a an in from to and or data json yaml private
  public ssh git server replication release external existing bearer basic sops vault aws
  gcp azure s3
`);

/** Whether a value under this name is a secret written out. */
export function isSecretValue(name: string, value: string, setting: Setting): boolean {
  const text = value.trim();
  if (text.length < 3 || text.length > 20_000) return false;
  const sensitivity = sensitivityOf(name);
  if (sensitivity === 'none') return false;
  if (isAppRoleSecret(name)) return isUuid(text);
  if (isPasswordHash(text)) return sensitivity !== 'maybe' && setting !== 'example';
  if (isSettings(text)) return false;
  const fallback = fallbackOf(text);
  if (fallback !== undefined) return isSecretValue(name, fallback, 'code');
  if (isReference(text) || isPlaceholder(text) || isHarmlessShape(text)) return false;
  if (sensitivity === 'maybe') return isKeyMaterial(text);
  if (setting !== 'settings')
    return isRandom(text) && !isUuid(text) && !foreign.test(text) && !isMadeOfWords(text);
  if (isProse(text) && !isPassPhrase(name, text)) return false;
  if (saysItsName(name, text) || isPathOfStore(text)) return false;
  if (isRandom(text)) return true;
  if (sensitivity === 'password') return !/^\d{1,3}$/.test(text) && !isGeneric(text, 2);
  return isWeakSecret(name, text);
}

/** What a variable has where nobody sets it: `${DB_PASSWORD:-x}`, `${DB_PASSWORD:x}` of Spring. */
const fallbackOf = (text: string): string | undefined =>
  /^\$\{[\w.]+:[-=]?([^?+{}$][^{}$]*)\}$/.exec(text)?.[1];

/** Lines that are settings themselves: each has a name and a value of its own. */
const isSettings = (text: string): boolean =>
  /^[A-Z][A-Z0-9_]*=[^=]/.test(text) ||
  (text.includes('\n') &&
    text.split('\n').every((line) => /^\s*(?:$|[#;-]|["']?[\w./-]+["']?\s*[:=](?!=))/.test(line)));

/** What stands under a mere "key" is mostly a name; key material has no words in it. */
export const isKeyMaterial = (text: string): boolean =>
  text.length >= 20 &&
  /^[A-Za-z0-9+/_=-]+$/.test(text) &&
  isRandom(text) &&
  !isUuid(text) &&
  !/^[0-9A-F]{40}$/.test(text) &&
  (text.match(/[a-z]\d|\d[a-z]|[a-z][A-Z]|[A-Z][a-z]|\d[A-Z]|[A-Z]\d/g) ?? []).length >=
    text.length / 4;

const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Several words: a sentence of documentation, a label of a form. A pass phrase has no capital and no mark. */
const isProse = (text: string): boolean =>
  foreign.test(text) ||
  (/\s/.test(text) &&
    (!/\d/.test(text) || text.split(/\s+/).length > 4) &&
    !/^(?:basic|bearer|token)\s+\S{10,}$/i.test(text));

/** Nothing but words in lower case, where the name asks for several. */
const isPassPhrase = (name: string, text: string): boolean =>
  /phrase|mnemonic|seed/i.test(name) && /^[a-z]+(?: [a-z]+){3,23}(?: \d+)?$/.test(text);

/** Scripts that are written without spaces, or in which nobody writes a password. */
const foreign =
  /\p{Script=Cyrillic}|\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Thai}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}|\p{Script=Hangul}/u;

/** A value of nothing but words that such names are made of: it points to something. */
export const isGeneric = (text: string, least: number): boolean => {
  const words = nameWords(text);
  return (
    words.length >= least && words.every((word) => genericWords.has(word) || /^\d$/.test(word))
  );
};

/** `postgres` under `POSTGRES_PASSWORD`: what a container of the tests has, or a label. */
const saysItsName = (name: string, text: string): boolean => {
  const [said, words] = [nameWords(name), nameWords(text)];
  if (words.join() === said.join()) return true;
  return /^[A-Za-z_-]+$/.test(text) && words.every((word) => said.includes(word));
};

/** `prod/shop/db-password`: where a store has it. */
const isPathOfStore = (text: string): boolean =>
  /^[a-z]+(?:-[a-z0-9]+)*(?:\/[a-z]+(?:[-_][a-z0-9]+)*)+$/.test(text) &&
  (text.indexOf('/') < text.lastIndexOf('/') ||
    isGeneric(text.slice(text.lastIndexOf('/') + 1), 1));

const spelled: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '@': 'a',
  $: 's',
};

/** `myPassw0rd`, `P@ssword123!`: what tests and examples have. */
const isMadeOfWords = (text: string): boolean =>
  text.length < 40 &&
  isGeneric(
    text.replace(/[\d!?]+$/, '').replace(/(?<=[a-z])[013@$](?=[a-z])/gi, (mark) => spelled[mark]!),
    1,
  );

/** A token or key that a person made up. In lower case such a value is more often the name of a Secret. */
function isWeakSecret(name: string, text: string): boolean {
  if (text.length < 6 || /^\d+$/.test(text) || isGeneric(text, 1)) return false;
  if (/^[a-z0-9]+(?:[-./][a-z0-9]+)*$/.test(text))
    return /^[A-Z][A-Z0-9_]+$/.test(name) && !/[-./]/.test(text);
  return (
    /[^\w./:-]/.test(text) ||
    /\d/.test(text) ||
    (/[A-Z]/.test(text) && /[a-z]/.test(text) && text.length >= 12)
  );
}
