import type { Finding } from '../finding.ts';
import type { Outcome } from '../run-checks.ts';

const fields = ({ path, line, rule, message, hint }: Finding) => ({
  path,
  line,
  rule,
  message,
  hint,
});

/** One object; `notes` and `allowed` stand apart because they block nothing. */
export function formatJson(outcome: Outcome, reportAllowed: boolean): string {
  const document = {
    findings: outcome.findings.map(fields),
    ...(outcome.notes.length > 0 ? { notes: outcome.notes.map(fields) } : {}),
    ...(reportAllowed
      ? {
          allowed: outcome.allowed.map(({ finding, reason, by }) => ({
            ...fields(finding),
            reason,
            by,
          })),
        }
      : {}),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
