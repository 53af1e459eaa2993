import { resolve } from 'node:path';
import { writeAtomic } from '../../io/files.ts';
import { formatReport } from '../../model/report/format-report.ts';
import type { StageContext } from '../stage-context.ts';
import { collectReport, type ReportInput } from './collect-report.ts';

const defaultReport = '.nx-gitops/report.html';

/** Writes the status page, one HTML file; a dry run only says where. Answers its path. */
export async function writeReport(
  input: ReportInput,
  output: string | undefined,
  stage: StageContext,
): Promise<string> {
  const path = output ?? defaultReport;
  if (stage.dryRun) {
    stage.report(`Would write ${path}`);
    return path;
  }
  await writeAtomic(resolve(stage.root, path), formatReport(await collectReport(input, stage)));
  stage.report(`Wrote ${path}`);
  return path;
}
