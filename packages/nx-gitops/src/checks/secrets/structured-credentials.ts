import type { Finding } from '../finding.ts';
import type { Leaf, Outline } from '../outline/outline.ts';
import { outlineJson } from '../outline/outline-json.ts';
import type { TextFile } from '../text-file.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { blankSubstitutions, isReference } from '../values/is-reference.ts';
import { secretFinding } from './secret-finding.ts';

const hint =
  /"?auths?"?\s*:|client-key-data|kty|users"?:|sensitive"?\s*:|secretGenerator|SecretGenerator|random_password|\.dockerconfigjson|\\"auths|chpasswd|encryptedData/;

/** `user:password` on a line; `R` and `RANDOM` have one made. */
const cloudInitLogin = /^[\w.-]+:(?!R(?:ANDOM)?$)\S+$/m;

/** Formats whose fields are credentials by definition: kubeconfig, docker, JSON web keys, Terraform state, generators. */
export function* structuredCredentials(file: TextFile): Iterable<Finding> {
  if (file.binary || !hint.test(file.text)) return;
  const outline = file.outline();
  if (!outline) return;
  yield* fromOutline(file, outline);
  for (const leaf of outline.leaves) {
    if (!leaf.value.startsWith('{') || !/"auths"|"auth"|"kty"/.test(leaf.value)) continue;
    for (const finding of fromOutline(file, outlineJson(blankSubstitutions(leaf.value))))
      yield { ...finding, line: leaf.line };
  }
}

function* fromOutline(file: TextFile, outline: Outline): Iterable<Finding> {
  const keyTypes = new Map<string, string>();
  const types = new Map<string, string>();
  for (const leaf of outline.leaves) {
    const owner = parentKey(leaf);
    if (leaf.path.at(-1) === 'kty') keyTypes.set(owner, leaf.value);
    if (leaf.path.at(-1) === 'type' || leaf.path.at(-1) === 'sensitive')
      types.set(`${owner}\0${String(leaf.path.at(-1))}`, leaf.value);
  }
  for (const leaf of outline.leaves) {
    const what = nameCredential(leaf, keyTypes, types);
    if (!what) continue;
    const value = leaf.value.trim();
    const secret = what.startsWith('kustomize')
      ? value.slice(value.indexOf('=') + 1).replace(/^["']|["']$/g, '')
      : value;
    if (secret === '' || isReference(secret)) continue;
    if (isPlaceholder(secret) && !what.startsWith('kustomize')) continue;
    yield secretFinding(
      file,
      'credential-file',
      leaf.line,
      `${what} with a plain value at ${leaf.path.join('.')}`,
      secret,
    );
  }
}

function nameCredential(
  leaf: Leaf,
  keyTypes: Map<string, string>,
  types: Map<string, string>,
): string | undefined {
  const { path, value } = leaf;
  const key = String(path.at(-1));
  const owner = parentKey(leaf);
  if (leaf.style === 'null' || leaf.style === 'collection') return undefined;
  if (
    path.includes('literals') &&
    (path.includes('secretGenerator') || isGenerator(path)) &&
    value.includes('=')
  )
    return 'kustomize generator of a Secret';
  if (
    path[0] === 'users' &&
    path.includes('user') &&
    /^(?:token|password|client-key-data|refresh-token|id-token|access-token|client-secret)$/.test(
      key,
    )
  )
    return 'kubeconfig';
  if (path.includes('auths') && /^(?:auth|password|identitytoken|registrytoken)$/.test(key))
    return 'registry credentials';
  if (key === 'auth' && isUserAndPassword(value)) return 'registry credentials';
  const keyType = keyTypes.get(owner);
  if (keyType && ((key === 'd' && value.length > 20) || (key === 'k' && keyType === 'oct')))
    return 'private JSON web key';
  if (key === 'value' && types.get(`${owner}\0sensitive`) === 'true')
    return 'sensitive output of Terraform';
  if (key === 'result' && path.includes('attributes') && value.length >= 8 && !/\s/.test(value))
    return 'generated password in a Terraform state';
  if (path[0] === 'spec' && path[1] === 'encryptedData' && !isSealed(value)) return 'SealedSecret';
  if (path.includes('chpasswd') && path.includes('list') && cloudInitLogin.test(value))
    return 'list of passwords for cloud-init';
  return undefined;
}

/** What kubeseal makes is base64 and begins with the length of a key of RSA. */
const isSealed = (value: string): boolean =>
  /^\s*A[gQ]/.test(value) || /^[A-Za-z0-9+/=\s]{60,}$/.test(value);

const isGenerator = (path: Leaf['path']): boolean => path[0] === 'literals';

const parentKey = (leaf: Leaf): string => `${leaf.document}\0${leaf.path.slice(0, -1).join('\0')}`;

function isUserAndPassword(value: string): boolean {
  if (value.length < 8 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x21-\x39\x3b-\x7e]+:[\x20-\x7e]{2,}$/.test(decoded);
}
