import { countOf } from '../../../model/count-of.ts';
import type { Finding } from '../finding.ts';
import type { RungReport, Validated } from '../validate.ts';

/** A line for each rung, each followed by its findings. */
export const formatText = ({ environment, objects, rungs }: Validated): string[] => [
  `${environment}: ${countOf(objects, 'object')}`,
  ...rungs.flatMap((rung) => [
    formatRung(rung),
    ...rung.findings.map((finding) => `      ${finding.severity}: ${formatFinding(finding)}`),
  ]),
];

/** As `formatText`, without the errors, which are said by the error that they are. */
export const formatWarnings = (validated: Validated): string[] =>
  formatText({
    ...validated,
    rungs: validated.rungs.map((rung) => ({
      ...rung,
      findings: rung.findings.filter(({ severity }) => severity === 'warning'),
    })),
  });

export const formatFinding = ({ file, line, object, message, rule }: Finding): string =>
  `${file}:${line} ${object ? `${object}: ` : ''}${message} (${rule})`;

const marks = { passed: '✔', failed: '✖', off: '–', skipped: '–' } as const;

function formatRung({ name, state, summary, findings, ignored }: RungReport): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const notes = [
    ...(summary ? [summary] : []),
    ...(state === 'failed' ? ['failed'] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
  ];
  const word =
    state === 'off' || state === 'skipped' ? `${state}${notes.length > 0 ? ': ' : ''}` : '';
  return `  ${marks[state]} ${name.padEnd(12)} ${word}${notes.join('; ')}`.trimEnd();
}
