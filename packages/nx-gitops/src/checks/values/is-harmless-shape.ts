const shapes: readonly RegExp[] = [
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|~|\{\}|\[\])$/i,
  /^-?\d+(?:\.\d+)?\s?(?:ns|us|ms|s|m|h|d|w|y|[KMGT]i?B?|%|days?|hours?|minutes?|seconds?|bytes?)$/i,
  /^(?:\d+[hms]){1,3}$/,
  /^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?$/,
  /^(?:sha(?:1|224|256|384|512)|md5)[:-]/i,
  /^(?:h1|blake2b|blake3):/,
  /^\S+@sha256:[0-9a-f]{64}$/,
  /^-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE REQUEST|NEW CERTIFICATE REQUEST|X509 CRL|PGP PUBLIC KEY BLOCK|SSH2 PUBLIC KEY|TRUSTED CERTIFICATE|DH PARAMETERS|EC PARAMETERS|PGP SIGNATURE|AGE ENCRYPTED FILE|PGP MESSAGE)-----/,
  /^LS0tLS1CRUdJTiB(?:DRVJUSUZJQ0FUR|QVUJMSUMgS|OEVXIENFUlRJRkl|YNTA5IENST|SU0EgUFVCTElDI)/,
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA/,
  /^age1[0-9a-z]{50,}$/,
  /^(?:pk_(?:live|test)_|pk\.eyJ|sha-)/,
  /^[a-z_]+(?:\|[a-z_]+(?::[\w,.-]+)?)+$/,
  /^[\w./-]+:(?:password|passphrase|token|secret|key|username|value|private[-_]?key)$/i,
  /^(?:\.{0,2}|~)\/[\w.@%+~$*-]+(?:\/[\w.@%+~$*-]*)*$/,
  /^[A-Za-z]:\\[\w\\ .-]+$/,
  /^(?:file|unix|pkcs11|data:text\/css):/,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[\w./-]+\.(?:ya?ml|json|txt|pem|crt|cer|key|pub|env|p12|pfx|jks|conf|cfg|ini|toml|xml|html?|sh|js|ts|go|py|md|tpl|enc|sops|asc|gpg|log|sock)$/i,
  /^(?:https?|s3|gs|git|oci|ssh|ftp|ldaps?|tcp|udp|grpcs?|wss?|git\+\w+):\/\/(?![^/\s]*:[^/\s]*@)\S*$/i,
  /^(?:[a-z0-9-]+\.){2,}[a-z]{2,}(?::\d+)?$/,
  /^\/\^?.*\$?\/[gimsuy]*$/,
  /\[[A-Za-z0-9\\^][^\]]*\](?:\{\d+(?:,\d*)?\}|[*+?])/,
  /^\^.*\$$/,
  /^\\[wWsSdD](?:[+*]\??|\{[\d,]+\})?$/,
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+|\/\d+)?$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)*:v?\d[\w.-]*$/,
];

/** A value whose form says that it is something else than a secret: a path, a digest, a certificate, a duration. */
export function isHarmlessShape(value: string): boolean {
  if (value.length > 20_000) return false;
  if (value.startsWith('/') && looksLikeBase64Key(value)) return false;
  return shapes.some((expression) => expression.test(value));
}

/** Base64 may begin with a slash, as a path does; but its pieces are no words. */
const looksLikeBase64Key = (value: string): boolean =>
  value.length >= 32 &&
  /[0-9]/.test(value) &&
  /[A-Z]/.test(value) &&
  /[a-z]/.test(value) &&
  !/[._-]/.test(value);
