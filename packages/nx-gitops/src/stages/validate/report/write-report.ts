import { resolve } from 'node:path';
import { writeAtomic } from '../../../io/files.ts';
import { GitopsError } from '../../../model/errors.ts';
import type { StageContext } from '../../stage-context.ts';
import type { Validated } from '../validate.ts';
import { formatJson } from './format-json.ts';
import { formatJunit } from './format-junit.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';

export const reportFormats = ['text', 'json', 'sarif', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export function formatReport(validated: Validated, format: ReportFormat): string {
  switch (format) {
    case 'json':
      return formatJson(validated);
    case 'sarif':
      return formatSarif(validated);
    case 'junit':
      return formatJunit(validated);
    case 'text':
      return `${formatText(validated).join('\n')}\n`;
  }
}

/** Writes the report to a file, named relative to the workspace. */
export async function writeReport(
  validated: Validated,
  format: ReportFormat,
  out: string,
  { root }: StageContext,
): Promise<void> {
  try {
    await writeAtomic(resolve(root, out), formatReport(validated, format));
  } catch (error) {
    throw new GitopsError(
      'FILE_UNWRITABLE',
      `The report ${out} cannot be written: ${(error as NodeJS.ErrnoException).code}`,
      'Name another file with --out, or mend its rights.',
      { cause: error },
    );
  }
}
