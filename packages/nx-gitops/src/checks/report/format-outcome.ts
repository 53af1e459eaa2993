import type { Outcome } from '../run-checks.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export function formatOutcome(outcome: Outcome, format: Format, reportAllowed: boolean): string {
  switch (format) {
    case 'json':
      return formatJson(outcome, reportAllowed);
    case 'sarif':
      return formatSarif(outcome, reportAllowed);
    case 'github':
      return formatGithub(outcome);
    case 'text':
      return formatText(outcome, reportAllowed);
  }
}
