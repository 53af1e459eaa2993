import { wordSet } from './word-set.ts';
import { isHarmlessShape } from './is-harmless-shape.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { isRandom } from './is-random.ts';
import { isReference } from './is-reference.ts';
import { nameWords } from './name-words.ts';
import { sensitivityOf } from './sensitive-name.ts';

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
  if (isReference(text) || isPlaceholder(text) || isHarmlessShape(text)) return false;
  if (sensitivity === 'maybe') return isKeyMaterial(text);
  if (setting !== 'settings') return isRandom(text) && !isUuid(text);
  if (isProse(text) || nameWords(text).join() === nameWords(name).join()) return false;
  if (isRandom(text)) return true;
  if (sensitivity === 'password') return !/^\d{1,3}$/.test(text) && !isGeneric(text, 2);
  return isWeakSecret(name, text);
}

/** What stands under a mere "key" is mostly a name; key material has no words in it. */
export const isKeyMaterial = (text: string): boolean =>
  text.length >= 20 &&
  /^[A-Za-z0-9+/_=-]+$/.test(text) &&
  isRandom(text) &&
  !isUuid(text) &&
  (text.match(/[a-z]\d|\d[a-z]|[a-z][A-Z]|[A-Z][a-z]|\d[A-Z]|[A-Z]\d/g) ?? []).length >=
    text.length / 4;

const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Several words: a sentence of documentation, a label of a form. A pass phrase has no capital and no mark. */
const isProse = (text: string): boolean =>
  /\s/.test(text) &&
  (!/\d/.test(text) || text.split(/\s+/).length > 4) &&
  !/^(?:basic|bearer|token)\s/i.test(text);

/** A value of nothing but words that such names are made of: it points to something. */
export const isGeneric = (text: string, least: number): boolean => {
  const words = nameWords(text);
  return (
    words.length >= least && words.every((word) => genericWords.has(word) || /^\d$/.test(word))
  );
};

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
