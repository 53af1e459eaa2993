import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { entropy } from '../values/is-random.ts';
import { findBinaryKey } from './binary-keys.ts';
import { secretFinding } from './secret-finding.ts';

const begin = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----/g;
const otherKeys: ReadonlyArray<readonly [mark: string, label: string, form: RegExp]> = [
  [
    'PuTTY-User-Key-File-',
    'PuTTY private key',
    /PuTTY-User-Key-File-\d[^]{0,20000}?Private-Lines: \d+\s+([A-Za-z0-9+/=]{20,200})/g,
  ],
  [
    'PRIVATE KEY ----',
    'SSH2 private key',
    /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----\s+(?:[\w-]+:[^\n]*\s+){0,6}([A-Za-z0-9+/=]{30,200})/g,
  ],
  ['secret key', 'minisign secret key', /secret key\s+(RWRTY0Iy[A-Za-z0-9+/=]{100,300})/g],
  [' NKEY SEED', 'NKey seed', /BEGIN \w+ NKEY SEED-+\s+(S[A-Z2-7]{57})\b/g],
];
const encodedBegin = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,}/g;
const keyHeaders =
  /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|Key-Derivation|Key-Type)\s*:[^\n\\]*/g;

/** Private keys in PEM (also in base64), in the formats of single tools, and in binary files. */
export function* privateKeys(file: TextFile): Iterable<Finding> {
  for (const { label, offset, body } of findPrivateKeys(file.text)) {
    const line = lineAt(file.text, offset);
    yield secretFinding(file, 'private-key', line, `${label} in plain text`, body);
  }
  const binary = file.binary ? findBinaryKey(file.text) : undefined;
  if (binary)
    yield secretFinding(
      file,
      'private-key',
      1,
      `${binary} with a private key`,
      file.text.slice(0, 400),
    );
}

interface FoundKey {
  readonly label: string;
  readonly offset: number;
  readonly body: string;
}

export function* findPrivateKeys(text: string): Iterable<FoundKey> {
  if (text.includes('PRIVATE KEY')) {
    for (const match of text.matchAll(begin)) {
      const body = keyBody(text, match.index + match[0].length);
      if (body) yield { label: match[1]!.trim(), offset: match.index, body };
    }
  }
  if (text.includes('LS0tLS1CRUdJTi')) {
    for (const match of text.matchAll(encodedBegin)) {
      const decoded = Buffer.from(match[0], 'base64').toString('latin1');
      const label = /^-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----/.exec(decoded)?.[1];
      if (label)
        yield { label: `${label} in base64`, offset: match.index, body: match[0].slice(0, 400) };
    }
  }
  for (const [mark, label, form] of otherKeys) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(form)) yield { label, offset: match.index, body: match[1]! };
  }
}

/** The key itself behind its first line: base64 with line ends of any kind, quotes and indentation between. */
function keyBody(text: string, start: number): string | undefined {
  const near = text
    .slice(start, start + 1200)
    .replace(keyHeaders, '')
    .replace(/\\[nrt]|\\$/gm, '')
    .replace(/[\s"'`+#>|,\\]|\/\/ /g, '');
  const body = /^[A-Za-z0-9+/=]{40,}/.exec(near)?.[0];
  if (!body || /EXAMPLE|REDACTED|xxxxx/i.test(body) || entropy(body) < 3.5) return undefined;
  return body;
}
