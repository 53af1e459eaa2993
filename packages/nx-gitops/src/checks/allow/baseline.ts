import { cannotCheck } from '../cannot-check.ts';
import type { Finding } from '../finding.ts';
import { fingerprint } from './fingerprint.ts';

export const baselineName = 'nx-gitops.baseline.json';

/** Fingerprint of an allowed finding → why it is allowed. */
export type Baseline = ReadonlyMap<string, string>;

interface Entry {
  readonly fingerprint: string;
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

export function parseBaseline(text: string, file: string): Baseline {
  const fault = () =>
    cannotCheck(
      `${file} is no baseline of nx-gitops`,
      'Make it again with "nx-gitops check --all --write-baseline <file>"',
    );
  let document: { allowed?: unknown };
  try {
    document = JSON.parse(text) as { allowed?: unknown };
  } catch {
    throw fault();
  }
  if (!Array.isArray(document?.allowed)) throw fault();
  return new Map(
    (document.allowed as Partial<Entry>[]).map((entry) => {
      if (
        typeof entry?.fingerprint !== 'string' ||
        typeof entry.reason !== 'string' ||
        entry.reason.trim() === ''
      )
        throw fault();
      return [entry.fingerprint, entry.reason];
    }),
  );
}

/** The findings as a baseline: it names each with a fingerprint and holds no secret. */
export function formatBaseline(findings: readonly Finding[], known: Baseline): string {
  const allowed: Entry[] = findings.map((finding) => ({
    fingerprint: fingerprint(finding),
    path: finding.path,
    rule: finding.rule,
    reason: known.get(fingerprint(finding)) ?? 'known when the baseline was made',
  }));
  const unique = [...new Map(allowed.map((entry) => [entry.fingerprint, entry])).values()];
  return `${JSON.stringify({ allowed: unique }, undefined, 2)}\n`;
}
