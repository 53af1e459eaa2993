import { judgeFindings } from '../stages/validate/judge-findings.ts';
import {
  formatReport,
  reportFormats,
  writeReport,
  type ReportFormat,
} from '../stages/validate/report/write-report.ts';
import { formatWarnings } from '../stages/validate/report/format-text.ts';
import { validate } from '../stages/validate/validate.ts';
import { judgeServices } from '../workspace/workspace.ts';
import { parseCommandLine, type Command } from './command.ts';
import { openEnvironment } from './open-environment.ts';

export const validateCommand: Command = {
  name: 'validate',
  summary: 'checks the snapshot: schemas, API versions, images, locks, secrets, score, policy',
  usage:
    'nx-gitops validate [--skip <rung>]... [--server] [--format text|json|sarif|junit] [--out <file>] [--environment <name>] [--context <name>] [--repository <folder>]',
  description:
    'Climbs the ladder with the snapshot as it is; renders nothing. --server asks the API server too. With --out the report goes to a file.\nExit code: 0 no errors, 1 errors were found, or it could not be done.',
  run: async (argv) => {
    const extra = {
      skip: { type: 'string', multiple: true },
      server: { type: 'boolean' },
      out: { type: 'string' },
    } as const;
    const { own, ...options } = parseCommandLine(argv, extra, { formats: reportFormats });
    const format = options.format as ReportFormat;
    const { input, stage, open } = await openEnvironment(options);
    const { workspace } = open;
    const services = judgeServices(workspace, input.repository, input.environment);
    const { skip, server } = own;
    const validated = await validate(
      { ...input, services, locks: workspace.locks, skip, server },
      stage,
    );
    if (!validated) return 0;
    if (own.out !== undefined) await writeReport(validated, format, own.out, stage);
    process.stdout.write(
      own.out === undefined && format !== 'text'
        ? formatReport(validated, format)
        : `${formatWarnings(validated).join('\n')}\n`,
    );
    const refusal = judgeFindings(validated);
    // Said here: the report is the document of this command, and an error would add another.
    if (refusal) process.stderr.write(`${refusal.message}\n`);
    return refusal ? 1 : 0;
  },
};
