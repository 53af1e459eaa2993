import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { isRandom } from '../values/is-random.ts';
import { isReference } from '../values/is-reference.ts';
import { secretFinding } from './secret-finding.ts';

interface LineFormat {
  readonly files: RegExp;
  readonly what: string;
  /** Its first group is the secret. */
  readonly line: RegExp;
}

const formats: readonly LineFormat[] = [
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
  { files: /(?:^|\/)\.vault-token$/, what: 'Vault token', line: /^(\S{20,})$/gm },
  {
    files: /(?:^|\/)(?:redis[^/]*\.conf|users\.acl)$/,
    what: 'Redis password',
    line: /^[ \t]*(?:requirepass|masterauth|user \S+ on[^\n]*?)[ \t]+[>"']?([^\s"']{3,})/gm,
  },
];

const anywhere: readonly LineFormat[] = [
  {
    files: /./,
    what: 'npm credentials',
    line: /\/\/[\w./:-]{3,200}:(?:_authToken|_auth|_password)=([^\s"'\\]+)/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\b(?:echo|printf)[ \t]["']?[\w.-]{1,40}:([^\s"'$]{3,200})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd\b/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\bcurl\b[^\n]{0,300}[ \t](?:-u|--user)[ =]["']?[\w.@-]{1,80}:([^\s"']{3,200})/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\b(?:docker|podman|buildah|skopeo|nerdctl|crane|oras|registry)[ \t]+login\b[^\n]{0,200}[ \t](?:-p|--password)[ =]["']?([^\s"'-][^\s"']{2,200})/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\bsshpass[ \t]+-p[ \t]*["']?([^\s"']{3,200})/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]{0,200}[ \t]-p["']?([^\s"'-][^\s"']{2,200})/g,
  },
  {
    files: /./,
    what: 'password on a command line',
    line: /\bredis-(?:cli|server)\b[^\n]{0,200}[ \t](?:-a|--requirepass|--pass)[ \t]+["']?([^\s"']{3,200})/g,
  },
  {
    files: /./,
    what: 'Secret made on a command line',
    line: /--from-literal[= ]["']?[\w.-]{1,100}=["']?([^\s"']{1,400})/g,
  },
];

/** Files made for credentials, and commands that carry them. */
export function* credentialFiles(file: TextFile): Iterable<Finding> {
  if (file.binary) return;
  for (const format of formats) if (format.files.test(file.path)) yield* inFormat(file, format);
  if (
    /_auth|_password|curl| login|sshpass|mysql|mariadb|redis-|chpasswd|--from-literal/.test(
      file.text,
    )
  ) {
    for (const format of anywhere) yield* inFormat(file, format);
  }
}

function* inFormat(file: TextFile, format: LineFormat): Iterable<Finding> {
  const { setting } = file;
  for (const match of file.text.matchAll(format.line)) {
    const value = match[1]!;
    if (isReference(value) || /^\$|\$\{|\$\(|\{\{/.test(value) || isPlaceholder(value)) continue;
    if (setting === 'example' && !isRandom(value)) continue;
    const line = lineAt(file.text, match.index + match[0].lastIndexOf(value));
    yield secretFinding(file, 'credential-file', line, `${format.what} in plain text`, value);
  }
}
