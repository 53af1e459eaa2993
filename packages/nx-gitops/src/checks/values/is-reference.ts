/** Tokens that some tool replaces later, whole values only. */
const wholeReferences: readonly RegExp[] = [
  /^!(?:[A-Za-z][A-Za-z:_-]*$|(?!!)[\w:-]+\s)/,
  /^\*\w+$/,
  /^(?:ref|secretref)\+\w+:/i,
  /^(?:vault|awssm|awsps|gcpsm|azkv|op|akeyless|doppler|keyring|env|file|secret|sm|ssm|kms|summon|bws|conjur|keeper|infisical|arn|ext):(?!v\d+:\s).*[/:.]/i,
  /^(?:env|fd|prompt):\w+$|^stdin$/,
  /^arn:aws[\w-]*:/,
  /^projects\/[\w-]+\/secrets\//,
  /^@Microsoft\.KeyVault\(/i,
  /^(?:var|local|module|data|each|self|path|random_\w+|aws_\w+|azurerm_\w+|google_\w+|kubernetes_\w+|vault_\w+|secrets?|env|vars|inputs|steps|needs|github|process|os|config|settings|params|context|values|Values|System|Environment)(?:\.[A-Za-z_]\w*|\[["'\w.$-]+\])+(?:\(.*\))?$/,
  /^(?:os\.(?:environ|getenv|Getenv)|getenv|env|process\.env|System\.getenv|ENV|Deno\.env|lookup|file|templatefile|sensitive|base64encode|nonsensitive|jsonencode|fetch|require|include|get|read|load)\b.*[([]/,
  /^ENC\[AES256_GCM,/,
  /^ENC\[(?:PKCS7|GPG|KMS),/i,
  /^ENC\(.*\)$/,
  /^\{cipher\}/,
  /^\{\{?\s*(?:AES|SSHA|SMD5|MD5|SHA|bcrypt)\s*\}\}?/i,
  /^\$ANSIBLE_VAULT;/,
  /^vault:v\d+:/,
  /^-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----/,
  /^Ag[A-Za-z0-9+/=]{200,}$/,
  /^%[A-Za-z_]\w*%$/,
  /^__[A-Za-z]\w*__$/,
  /^@@?[A-Za-z_][\w.-]*@@?$/,
  /^#\{?[\w.]+\}?#$/,
  /^\{\{/,
  /^#@/,
  /^\(\(.*\)\)$/,
  /^\(@.*@\)$/,
  /^\[\[.*\]\]$/,
  /^<%.*%>$/,
  /^<path:[^>]+>/,
  /^\$\w*__?(?:file|env|vault)\{/,
  /^(?:\$\w+[-/_.:]?)+$/,
  // Of nested substitutions in shell the end may be cut off.
  /^\$\([a-z]/,
  // Argo CD: a key of its own Secret, or of another one.
  /^\$[A-Za-z][\w-]*(?:[.:][A-Za-z][\w-]*)+$/,
  // A password that Maven encrypted.
  /^\{[A-Za-z0-9+/]{16,}={0,2}\}$/,
  // A call: what it gives back is not in the file.
  /^[A-Za-z_][\w.]*\((?:[^()]|\([^()]*\))*\)?(?:[[.].*)?$/,
  /^`.*`$/,
  /^\{[A-Z][A-Z0-9_]*\}$/,
];

/** Substitutions that may stand in the middle of a value. */
const parts =
  /\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}|\$\{\{?[^{}]*\}\}?|\$\([^()]*\)|<path:[^<>]*>|\(@[^@]*@\)|<%[^%]*%>|ENC\[[^[\]]*\]/g;

/** The value points to a secret, or is put in later: it holds none itself. */
export function isReference(value: string): boolean {
  if (wholeReferences.some((expression) => expression.test(value))) return true;
  if (!/[{($<[]/.test(value)) return false;
  return withoutSubstitutions(value) !== value;
}

/** The text with its substitutions blanked out, everything else in its place. */
export const blankSubstitutions = (text: string): string =>
  /[{($<[]/.test(text)
    ? text.replace(parts, (part) => `<${part.slice(1, -1).replace(/[^\n]/g, '-')}>`)
    : text;

/** What is left of a value when its substitutions are taken out. */
export const withoutSubstitutions = (value: string): string =>
  value.length > 100_000 ? value : value.replace(parts, '');
