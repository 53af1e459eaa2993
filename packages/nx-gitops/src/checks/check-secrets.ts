import { filePieces } from './file-pieces.ts';
import type { Finding } from './finding.ts';
import { privateKeys } from './secrets/private-keys.ts';
import { providerTokens } from './secrets/provider-tokens.ts';
import { secretRules } from './secrets/secret-rules.ts';
import type { TextFile } from './text-file.ts';

const bytesRules = [privateKeys, providerTokens];

/** Nobody reads more of one kind from one file, and each costs a look-up of its line. */
const most = 100;

/** The secrets of one file: of several findings about one value or on one line the surest stays. */
export function checkSecrets(file: TextFile): Finding[] {
  const findings: Finding[] = [];
  const lines = new Set<number>();
  const seen = new Set<string>();
  for (const piece of filePieces(file)) {
    for (const rule of file.binary ? bytesRules : secretRules) {
      const fresh = firstOf(rule(piece.file)).map((finding) => ({
        ...finding,
        line: finding.line + piece.linesBefore,
      }));
      for (const finding of fresh) {
        const key = `${finding.line}\0${finding.evidence}`;
        if (lines.has(finding.line) || seen.has(key)) continue;
        seen.add(key);
        findings.push(finding);
      }
      for (const finding of fresh) lines.add(finding.line);
    }
  }
  return findings.sort((a, b) => a.line - b.line);
}

function firstOf(findings: Iterable<Finding>): Finding[] {
  const first: Finding[] = [];
  for (const finding of findings) {
    first.push(finding);
    if (first.length >= most) break;
  }
  return first;
}
