import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { findPrivateKeys } from './private-keys.ts';
import { findTokens } from './provider-tokens.ts';
import { secretFinding } from './secret-finding.ts';

const base64 = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{32,40000}={0,2}(?![A-Za-z0-9+/=_-])/g;
const registry = /"auths"\s*:\s*\{[^]*"(?:auth|password)"\s*:\s*"[^"{$]{4,}"/;

/** Tokens, keys and registry credentials that base64 hides. */
export function* encodedSecrets(file: TextFile): Iterable<Finding> {
  if (file.binary || file.text.length > 2_000_000) return;
  for (const match of file.text.matchAll(base64)) {
    if (match[0].length > 40_000 || /^[a-z/]+$|^[0-9a-f]+$/.test(match[0])) continue;
    const decoded = Buffer.from(match[0], 'base64').toString('latin1');
    if (!/^[\t\n\r\x20-\x7e]{20}/.test(decoded)) continue;
    const what = whatIsIn(decoded);
    if (what)
      yield secretFinding(
        file,
        'encoded-secret',
        lineAt(file.text, match.index),
        `${what}, in base64`,
        match[0],
      );
  }
}

function whatIsIn(decoded: string): string | undefined {
  for (const { form } of findTokens(decoded)) return `${form.kind} in plain text`;
  for (const { label } of findPrivateKeys(decoded)) return `${label} in plain text`;
  return registry.test(decoded) ? 'registry credentials in plain text' : undefined;
}
