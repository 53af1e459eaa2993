import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { isRandom } from '../values/is-random.ts';
import { isReference } from '../values/is-reference.ts';
import { credentialFormats, type LineFormat } from './credential-formats.ts';
import { secretFinding } from './secret-finding.ts';

const embedded =
  /sasl_passwd|npmrc|yarnrc|netrc|pgpass|htpasswd|redis|userlist\.txt|users\.acl|master\.key/;
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
  ...[
    /\bhtpasswd[ \t]+-[a-zA-Z]*b[a-zA-Z]*[ \t]+(?:[^\s"']+[ \t]+){1,2}["']?([^\s"']{3,200})["']?[ \t]*$/gm,
    /\bopenssl\b[^\n]{0,300}[ \t](?:-[kK][ \t]+|-pass(?:in|out)?[ \t]+["']?pass:)["']?([^\s"']{3,200})/g,
    /\brabbitmqctl[ \t]+(?:add_user|change_password)[ \t]+\S{1,100}[ \t]+["']?([^\s"']{3,200})/g,
    /\bmc[ \t]+(?:alias[ \t]+set|config[ \t]+host[ \t]+add)[ \t]+\S{1,100}[ \t]+\S{1,300}[ \t]+\S{1,100}[ \t]+["']?([^\s"']{3,200})/g,
    /\bConvertTo-SecureString[ \t]+(?:-String[ \t]+)?["']([^"'\n]{3,400})["']/gi,
    /\b(?:echo|printf)[ \t]+(?:-n[ \t]+|["']?%s["']?[ \t]+)?["']?([^\s"'|]{6,400})["']?[ \t]*\|[^\n|]{0,200}(?:--password-stdin|--with-token|--token-stdin|sudo[ \t]+-S)/g,
    /\b(?:(?:az|oc)[ \t]+login|sqlcmd|bcp|ldap(?:search|add|modify|passwd|whoami)|mongo(?:sh|dump|restore|export|import)?|cqlsh)\b[^\n]{0,300}[ \t]-[pPw][ \t]+["']?(?!\d+\b)([^\s"'$-][^\s"']{5,200})/g,
  ].map((line): LineFormat => ({ files: /./, what: 'password on a command line', line })),
  ...[
    /\bcreateUser[ \t]+\S{1,100}[ \t]+(?:MD5|SHA[\d-]*)[ \t]+["']?([^\s"']{3,200})/g,
    /\binsecure-password[ \t]+["']?([^\s"']{3,200})/g,
  ].map((line): LineFormat => ({ files: /./, what: 'password of a login', line })),
  {
    files: /./,
    what: 'password of a database user',
    line: /\b(?:(?:USER|ROLE|LOGIN)\b[^;\n]{0,200}[ \t]PASSWORD[ \t]*(?:=[ \t]*)?|IDENTIFIED(?:[ \t]+WITH[ \t]+\S{1,60})?[ \t]+BY[ \t]+)N?'([^'\n]{3,200})'/gi,
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
  for (const format of credentialFormats)
    if (format.files.test(file.path)) yield* inFormat(file, format);
  if (file.kind === 'yaml' && embedded.test(file.text)) yield* inLeaves(file);
  if (
    /_auth|_password|curl| login|sshpass|mysql|mariadb|redis-|chpasswd|--from-literal|htpasswd|rabbitmqctl|mc (?:alias|config)|openssl|SecureString|stdin|-token|sudo|createUser|insecure-p|IDENTIFIED|identified|(?:password|PASSWORD)\s*=?\s*N?'|\b(?:oc|az|sqlcmd|bcp|ldap\w+|mongo\w*|cqlsh) /.test(
      file.text,
    )
  ) {
    for (const format of anywhere) yield* inFormat(file, format);
  }
}

/** A ConfigMap holds whole files, each under its name. */
function* inLeaves(file: TextFile): Iterable<Finding> {
  for (const leaf of file.outline()?.leaves ?? []) {
    if (leaf.style !== 'block') continue;
    const inner = { ...file, path: String(leaf.path.at(-1)), text: leaf.value };
    for (const format of credentialFormats) {
      if (!format.files.test(inner.path)) continue;
      for (const finding of inFormat(inner, format))
        yield { ...finding, path: file.path, line: leaf.line + finding.line };
    }
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
