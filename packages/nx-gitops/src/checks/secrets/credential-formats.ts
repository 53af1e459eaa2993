export interface LineFormat {
  readonly files: RegExp;
  readonly what: string;
  /** Its first group is the secret. */
  readonly line: RegExp;
}

/** Files made for credentials, known by their names. */
export const credentialFormats: readonly LineFormat[] = [
  {
    files: /(?:^|\/)(?:\.npmrc|npmrc|\.yarnrc)[^/]*$/,
    what: 'npm credentials',
    line: /^[^#;\n]*(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?[ \t]*[=: ][ \t]*["']?([^\s"']+)/gm,
  },
  {
    files: /(?:^|\/)[._]netrc[^/]*$/,
    what: 'netrc password',
    line: /^[^#\n]*\bpassword[ \t\n]+(\S+)/gm,
  },
  {
    files: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    what: 'PostgreSQL password',
    line: /^[^#\n:]+:[^\n:]*:[^\n:]*:[^\n:]*:([^\n]+)$/gm,
  },
  {
    files: /(?:^|\/)\.?htpasswd[^/]*$|\.htpasswd$/,
    what: 'password hash',
    line: /^[^#\s:]+:([^\s:]{8,})$/gm,
  },
  {
    files: /(?:^|\/)userlist\.txt$/,
    what: 'PgBouncer password',
    line: /^"[^"\n]+"[ \t]+"([^"\n]{3,})"/gm,
  },
  { files: /(?:^|\/)[\w.-]+\.key$/, what: 'key', line: /^([0-9a-f]{32}|[0-9a-f]{64})$/gm },
  {
    files: /\.(?:passwords?|passwd)$/,
    what: 'password of a login',
    line: /^[\w.@-]{1,64}[ \t]+([^\s#]{6,200})$/gm,
  },
  {
    files: /(?:^|[/_.-])(?:pass(?:word|wd)?|secret|token|api[-_]?key)(?:\.txt|\.secret)?$/i,
    what: 'secret in a file of its own',
    line: /^\n*([^\s#{}<>()]{6,400})\n*$(?![^])/g,
  },
  {
    files: /(?:^|\/)sasl_passwd[^/]*$/,
    what: 'login of a mail server',
    line: /^[^#\s]+[ \t]+[^\s:]+:(\S{3,})$/gm,
  },
  { files: /(?:^|\/)\.vault-token$/, what: 'Vault token', line: /^(\S{20,})$/gm },
  {
    files: /(?:^|\/)(?:redis[^/]*\.conf|users\.acl)$/,
    what: 'Redis password',
    line: /^[ \t]*(?:requirepass|masterauth|user \S+ on[^\n]*?)[ \t]+[>"']?([^\s"']{3,})/gm,
  },
];
