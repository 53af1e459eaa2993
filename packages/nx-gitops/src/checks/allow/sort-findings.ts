import type { Finding } from '../finding.ts';
import { findAllowComment, hasBareMark, type Allowed } from './allow-comments.ts';
import type { Baseline } from './baseline.ts';
import { fingerprint } from './fingerprint.ts';

export interface Sorted {
  readonly findings: Finding[];
  readonly allowed: Allowed[];
}

/** Puts each finding of a text where it belongs: to tell, or allowed by a comment or the baseline. */
export function sortFindings(
  found: readonly Finding[],
  text: string,
  baseline: Baseline,
  { findings, allowed }: Sorted,
): void {
  const lines = text.split('\n');
  for (const finding of found) {
    const reason = findAllowComment(lines, finding.line);
    const known = baseline.get(fingerprint(finding));
    if (reason) allowed.push({ finding, reason, by: 'comment' });
    else if (known) allowed.push({ finding, reason: known, by: 'baseline' });
    else
      findings.push(
        hasBareMark(lines, finding.line)
          ? {
              ...finding,
              hint: `${finding.hint}. To allow it, write why: "nx-gitops-allow: <reason>"`,
            }
          : finding,
      );
  }
}
