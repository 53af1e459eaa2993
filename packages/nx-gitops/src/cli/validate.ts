import { GitopsError } from '../model/errors.ts';
import { refuseFindings } from '../stages/validate/refuse-findings.ts';
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
    const { own, ...options } = parseCommandLine(argv, {
      skip: { type: 'string', multiple: true },
      server: { type: 'boolean' },
      out: { type: 'string' },
      format: { type: 'string', default: 'text' },
    });
    const format = reportFormats.find((one) => one === own.format);
    if (!format) throw unknownFormat(own.format);
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
    refuseFindings(validated);
    return 0;
  },
};

const unknownFormat = (format: ReportFormat | string): GitopsError =>
  new GitopsError(
    'OPTIONS_INVALID',
    `There is no format "${format}"`,
    `The formats are: ${reportFormats.join(', ')}.`,
  );
