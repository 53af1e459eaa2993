import { createRequire } from 'node:module';
import { GitopsError, isGitopsError } from '../model/errors.ts';
import { chartsCommand } from './charts.ts';
import type { Command } from './command.ts';
import { deployCommand } from './deploy.ts';
import { deleteCommand } from './delete.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import { freezeCommand, unfreezeCommand } from './freeze.ts';
import { historyCommand } from './history.ts';
import { inspectCommand } from './inspect.ts';
import { logsCommand } from './logs.ts';
import { diffCommand } from './diff.ts';
import { matrixCommand } from './matrix.ts';
import { previewCommand } from './preview.ts';
import { promoteCommand } from './promote.ts';
import { packageCommand } from './package.ts';
import { publishCommand } from './publish.ts';
import { renderCommand } from './render.ts';
import { relocateCommand } from './relocate.ts';
import { releaseCommand } from './release.ts';
import { reportCommand } from './report.ts';
import { rollbackCommand } from './rollback.ts';
import { validateCommand } from './validate.ts';
import { updateImagesCommand } from './update-images.ts';
import { whyCommand } from './why.ts';

const commands: readonly Command[] = [
  whyCommand,
  validateCommand,
  chartsCommand,
  renderCommand,
  relocateCommand,
  diffCommand,
  packageCommand,
  publishCommand,
  deployCommand,
  promoteCommand,
  matrixCommand,
  previewCommand,
  rollbackCommand,
  updateImagesCommand,
  releaseCommand,
  driftCommand,
  freezeCommand,
  unfreezeCommand,
  reportCommand,
  historyCommand,
  inspectCommand,
  logsCommand,
  deleteCommand,
  doctorCommand,
];

/** The command line without Nx. Answers the exit code: 0 fine, 1 error, 2 a difference was found. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      process.stdout.write(overview());
      return 0;
    }
    if (name === '--version') {
      process.stdout.write(`${readVersion()}\n`);
      return 0;
    }
    const command = commands.find((one) => one.name === name);
    if (!command) {
      throw new GitopsError(
        'OPTIONS_INVALID',
        `There is no command "${name}"`,
        `Commands: check, ${commands.map((one) => one.name).join(', ')}.`,
      );
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(`${command.usage}\n\n${command.description}\n`);
      return 0;
    }
    return await command.run(rest);
  } catch (error) {
    process.stderr.write(`${isGitopsError(error) ? error.message : internal(error)}\n`);
    return 1;
  }
}

function overview(): string {
  const listed = [
    ['check', 'looks for plaintext secrets and broken locks in what is staged'],
    ...commands.map(({ name, summary }) => [name, summary] as const),
  ] as const;
  const width = Math.max(...listed.map(([name]) => name.length));
  return [
    'nx-gitops <command>',
    '',
    ...listed.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'nx-gitops <command> --help says more.',
    '',
  ].join('\n');
}

/** The manifest lies at the same place for the bundle, for what tsc wrote and for the sources. */
const readVersion = (): string =>
  (createRequire(import.meta.url)('../../package.json') as { version: string }).version;

/** A fault of ours is told apart from one of the user: with its stack. */
const internal = (error: unknown): string =>
  `INTERNAL: ${error instanceof Error ? error.stack : String(error)}\nThis is a bug of nx-gitops; please report it.`;
