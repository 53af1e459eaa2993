import { countOf } from '../../model/count-of.ts';
import type { Allowed } from '../allow/allow-comments.ts';
import type { Finding } from '../finding.ts';
import type { Outcome } from '../run-checks.ts';

const allowHint =
  'A false alarm? Write "nx-gitops-allow: <reason>" in a comment on the line or above it.';

/** The outcome for a person: where, what, and what to do. */
export function formatText(outcome: Outcome, reportAllowed: boolean): string {
  const { findings, notes, allowed } = outcome;
  const parts = [
    ...findings.map((finding) => formatFinding(finding, '✖')),
    ...notes.map((finding) => formatFinding(finding, 'ℹ')),
    ...(reportAllowed ? allowed.map(formatAllowed) : []),
  ];
  if (findings.length > 0) {
    const files = new Set(findings.map(({ path }) => path)).size;
    parts.push(`${countOf(findings.length, 'finding')} in ${countOf(files, 'file')}. ${allowHint}`);
  } else if (reportAllowed)
    parts.push(`No findings; ${countOf(allowed.length, 'finding')} allowed.`);
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}

const formatFinding = ({ path, line, rule, message, hint }: Finding, mark: string): string =>
  `${mark} ${printable(path)}:${line}  ${rule}\n  ${printable(message)}\n  → ${printable(hint)}`;

const formatAllowed = ({ finding, reason, by }: Allowed): string =>
  `✓ ${printable(finding.path)}:${finding.line}  ${finding.rule}\n  ${printable(finding.message)}\n  allowed by ${by}: ${printable(reason)}`;

/** A path may hold line ends and control characters of a terminal. */
const printable = (text: string): string =>
  text.replace(
    /[\0-\x1f\x7f-\x9f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
