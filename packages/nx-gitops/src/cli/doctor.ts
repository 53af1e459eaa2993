import type { Diagnosis } from '../stages/doctor/diagnosis.ts';
import { examine } from '../stages/doctor/doctor.ts';
import { miseText, writeMise } from '../stages/doctor/write-mise.ts';
import { parseCommandLine, print, type Command } from './command.ts';
import { findWorkspaceRoot, openStage } from './open-workspace.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'says what a release from this machine needs: tools, clusters, registries, keys',
  usage: 'nx-gitops doctor [--write-mise] [--format text|json]',
  description:
    'Looks at tools and their versions, settings, clusters, registries, keys and hooks, and says how to mend what is wrong. Changes nothing; --write-mise writes a mise.toml with the pinned versions, where there is none.\nExit code: 0 nothing is wrong, 1 something is.',
  run: async (argv) => {
    const options = parseCommandLine(argv, { 'write-mise': { type: 'boolean' } });
    const root = await findWorkspaceRoot(process.cwd());
    const diagnoses = await examine(await openStage(root));
    const notes = options.own['write-mise']
      ? [await offerMise(root, options.dryRun)]
      : isToolWrong(diagnoses)
        ? [hint]
        : [];
    print(options.json, diagnoses, [...diagnoses.flatMap(formatDiagnosis), ...notes]);
    return diagnoses.some(({ status }) => status === 'wrong') ? 1 : 0;
  },
};

const marks = { fine: '✓', warning: '!', wrong: '✗' } as const;

const formatDiagnosis = ({ area, subject, status, message, fix }: Diagnosis): readonly string[] => [
  `${marks[status]} ${area} ${subject}: ${message}`,
  ...(fix ?? '').split('\n').flatMap((line) => (line === '' ? [] : [`    ${line}`])),
];

const hint =
  'All tools at once: "npx nx-gitops doctor --write-mise" and then "mise install" (https://mise.jdx.dev).';

const isToolWrong = (diagnoses: readonly Diagnosis[]): boolean =>
  diagnoses.some(({ area, status }) => area === 'tools' && status === 'wrong');

async function offerMise(root: string, dryRun: boolean): Promise<string> {
  if (dryRun) return miseText();
  return (await writeMise(root))
    ? 'mise.toml: written; "mise install" installs what it names'
    : 'mise.toml: kept as it is';
}
