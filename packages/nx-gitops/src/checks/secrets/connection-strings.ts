import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { isRandom } from '../values/is-random.ts';
import { isReference } from '../values/is-reference.ts';
import type { Setting } from '../values/judge-value.ts';
import { secretFinding } from './secret-finding.ts';

const userInfo = /:\/\/([^\s:/@"'<>?#\\]{0,100}):([^\s@"'<>?\\]{1,300})@[^\s@"']/y;
const pairs =
  /(?:^|[;"'\s])(?:Password|Pwd|AccountKey|SharedAccessKey|SharedSecretIssuer)[ \t]{0,4}=[ \t]{0,4}([^;"'\s]{3,300})/gi;
const goDriver = /(?<![\w.-])[\w.-]{1,80}:([^\s:@"'/]{3,200})@(?:tcp|unix)\(/g;
const sharedAccess = /[?&]s[vpr]=[^\s"'<>]{1,400}?&sig=([A-Za-z0-9%+/=_-]{40,200})/g;
const authorization =
  /\b(?:Authorization["']?\s{0,4}[:=]\s{0,4}["']?)?(Bearer|Basic|token)[ \t]{1,4}([\w.~+/=-]{12,3000})/g;

/** Addresses and connection strings with a password in them. */
export function* connectionStrings(file: TextFile): Iterable<Finding> {
  if (file.binary) return;
  const { text, setting } = file;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    userInfo.lastIndex = at;
    const match = userInfo.exec(text);
    if (!match || !isLiteralPassword(match[1]!, match[2]!, setting)) continue;
    yield secretFinding(
      file,
      'connection-string',
      lineAt(text, at),
      'Address with a password in it',
      match[2]!,
    );
  }
  if (/@(?:tcp|unix)\(/.test(text)) yield* simpleFindings(file, goDriver);
  if (text.includes('&sig=')) yield* simpleFindings(file, sharedAccess);
  if (/;|AccountKey/.test(text)) yield* pairFindings(file, setting);
  if (/Bearer|Basic|token /.test(text)) yield* headerFindings(file);
}

function* simpleFindings(file: TextFile, form: RegExp): Iterable<Finding> {
  for (const match of file.text.matchAll(form)) {
    const secret = match[1]!;
    if (!isLiteralPassword('', secret, file.setting)) continue;
    const line = lineAt(file.text, match.index);
    yield secretFinding(file, 'connection-string', line, 'Address with a secret in it', secret);
  }
}

function* pairFindings(file: TextFile, setting: Setting): Iterable<Finding> {
  for (const match of file.text.matchAll(pairs)) {
    const lineStart = file.text.lastIndexOf('\n', match.index) + 1;
    const lineEnd = file.text.indexOf('\n', match.index + 1);
    const line = file.text.slice(
      Math.max(lineStart, match.index - 1000),
      lineEnd === -1 ? undefined : Math.min(lineEnd, match.index + 1000),
    );
    if (
      !/(?:^|[;"'\s=:])(?:Server|Data Source|Host|(?:Account)?Endpoint|DefaultEndpointsProtocol|AccountName|Initial Catalog|Database|User(?: Id)?|Uid|Addr|Driver)\s*=/i.test(
        line,
      )
    )
      continue;
    if (!isLiteralPassword('', match[1]!, setting)) continue;
    yield secretFinding(
      file,
      'connection-string',
      lineAt(file.text, match.index + 1),
      'Connection string with a password in it',
      match[1]!,
    );
  }
}

function* headerFindings(file: TextFile): Iterable<Finding> {
  for (const match of file.text.matchAll(authorization)) {
    const value = match[2]!;
    if (
      match[1] === 'Basic'
        ? !isBasic(value)
        : !isRandom(value) || value.length < 16 || isPlaceholder(value)
    )
      continue;
    yield secretFinding(
      file,
      'credential',
      lineAt(file.text, match.index),
      `Authorization header with a ${match[1]} value`,
      value,
    );
  }
}

function isLiteralPassword(user: string, password: string, setting: Setting): boolean {
  if (isReference(password) || /[{}$*[\]`|]|%[sdv(]|^\.|^:|^\d{1,5}\/|^\/\//.test(password))
    return false;
  if (
    isPlaceholder(password) ||
    /^(?:pw|pwd|guest|pass\d?|password\d?|secretpassword|mypass(?:word)?)$/i.test(password)
  )
    return false;
  if (password === '' || /^_+$/.test(password)) return false;
  if (setting === 'settings') return password.length > 2 || isRandom(password);
  return isRandom(password) && user !== 'user';
}

const isBasic = (value: string): boolean => {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return (
    /^[\x20-\x7e]+:[\x20-\x7e]{3,}$/.test(decoded) &&
    !isPlaceholder(decoded.slice(decoded.indexOf(':') + 1))
  );
};
