import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { findPrivateKeys } from './private-keys.ts';
import { findTokens } from './provider-tokens.ts';
import { base64Runs } from './base64-runs.ts';
import { secretFinding } from './secret-finding.ts';

const registry = /"auths"\s*:\s*\{[^]*"(?:auth|password)"\s*:\s*"[^"{$]{4,}"/;

/** Tokens, keys and registry credentials that base64 hides. */
export function* encodedSecrets(file: TextFile): Iterable<Finding> {
  if (file.binary || file.text.length > 2_000_000) return;
  for (const { run, offset } of base64Runs(file.text)) {
    if (run.length > 40_000 || /^[a-z/]+$|^[0-9a-f]+$/.test(run)) continue;
    const decoded = Buffer.from(run, 'base64').toString('latin1');
    if (!/^[\t\n\r\x20-\x7e]{20}/.test(decoded)) continue;
    const what = whatIsIn(decoded);
    if (what) {
      yield secretFinding(
        file,
        'encoded-secret',
        lineAt(file.text, offset),
        `${what}, in base64`,
        run,
      );
    }
  }
}

function whatIsIn(decoded: string): string | undefined {
  for (const { kind } of findTokens(decoded)) return `${kind} in plain text`;
  for (const { label } of findPrivateKeys(decoded)) return `${label} in plain text`;
  return registry.test(decoded) ? 'registry credentials in plain text' : undefined;
}
