import type { Finding } from '../finding.ts';

/** A finding that somebody has allowed, and why. */
export interface Allowed {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: 'comment' | 'baseline';
}

const own = /nx-gitops-allow(?:\s*[:=]\s*|\s+)(\S[^\n]*?)\s*(?:\*\/|-->|#\}|\}\})?\s*$/m;
const bare = /nx-gitops-allow\b/;
const foreign =
  /\bgitleaks:allow\b|pragma:\s*allowlist secret|\bsecretlint-disable-(?:line|next-line)\b|\bkingfisher:ignore\b|\btrufflehog:ignore\b/;
const wholeFile = /nx-gitops-allow-file(?:\s*[:=]\s*|\s+)(\S[^\n]*)/;

/** The reason that a comment on the line, on the line above or at the head of the file gives. */
export function findAllowComment(lines: readonly string[], line: number): string | undefined {
  for (const text of lines.slice(0, 5)) {
    const reason = wholeFile.exec(text)?.[1];
    if (reason) return reason.trim();
  }
  const here = lines[line - 1] ?? '';
  const above = lines[line - 2] ?? '';
  for (const text of [here, isComment(above) ? above : '']) {
    if (text.length > 20_000) continue;
    const reason = own.exec(text)?.[1];
    if (reason) return reason;
    if (foreign.test(text)) return `marked for another scanner: ${foreign.exec(text)![0]}`;
  }
  return undefined;
}

/** The mark is there, the reason is not: it does not count. */
export const hasBareMark = (lines: readonly string[], line: number): boolean =>
  [lines[line - 1], lines[line - 2]].some(
    (text) => text !== undefined && text.length < 20_000 && bare.test(text),
  );

const isComment = (line: string): boolean =>
  /^\s*(?:#|\/\/|;|--|<!--|\/\*|\{\{-?\s*\/\*|\*|%)/.test(line);
