import { countOf } from '../../model/count-of.ts';
import { GitopsError } from '../../model/errors.ts';
import { formatFinding } from './report/format-text.ts';
import type { Validated } from './validate.ts';

/** A snapshot with errors goes no further; they are one error that lists them all. */
export function judgeFindings({ environment, rungs }: Validated): GitopsError | undefined {
  const errors = rungs
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const lines = errors.map((finding) => `  ${formatFinding(finding)}`);
  return new GitopsError(
    'SNAPSHOT_INVALID',
    `The snapshot of ${environment} has ${countOf(errors.length, 'finding')}\n${lines.join('\n')}`,
    'Correct the chart, its values or the overlay, and render again.',
  );
}
