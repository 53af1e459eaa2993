import { createRequire } from 'node:module';
import { GitopsError, isGitopsError } from '../model/errors.ts';
import { print, type Command } from './command.ts';

/** Each is loaded where it is run: reading all of them takes longer than some have to do. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  why: async () => (await import('./why.ts')).whyCommand,
  validate: async () => (await import('./validate.ts')).validateCommand,
  charts: async () => (await import('./charts.ts')).chartsCommand,
  render: async () => (await import('./render.ts')).renderCommand,
  relocate: async () => (await import('./relocate.ts')).relocateCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  package: async () => (await import('./package.ts')).packageCommand,
  publish: async () => (await import('./publish.ts')).publishCommand,
  deploy: async () => (await import('./deploy.ts')).deployCommand,
  promote: async () => (await import('./promote.ts')).promoteCommand,
  matrix: async () => (await import('./matrix.ts')).matrixCommand,
  preview: async () => (await import('./preview.ts')).previewCommand,
  rollback: async () => (await import('./rollback.ts')).rollbackCommand,
  'update-images': async () => (await import('./update-images.ts')).updateImagesCommand,
  release: async () => (await import('./release.ts')).releaseCommand,
  drift: async () => (await import('./drift.ts')).driftCommand,
  freeze: async () => (await import('./freeze.ts')).freezeCommand,
  unfreeze: async () => (await import('./freeze.ts')).unfreezeCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  history: async () => (await import('./history.ts')).historyCommand,
  inspect: async () => (await import('./inspect.ts')).inspectCommand,
  logs: async () => (await import('./logs.ts')).logsCommand,
  delete: async () => (await import('./delete.ts')).deleteCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};

/** The command line without Nx. Answers the exit code: 0 fine, 1 error, 2 a difference was found. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === 'help' && rest[0] !== undefined) return await main([rest[0], '--help']);
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      process.stdout.write(await overview());
      return 0;
    }
    if (name === '--version') {
      process.stdout.write(`${readVersion()}\n`);
      return 0;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) {
      throw new GitopsError(
        'OPTIONS_INVALID',
        `There is no command "${name}"`,
        `Commands: check, ${Object.keys(commands).join(', ')}.`,
      );
    }
    const command = await load();
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(`${command.usage}\n\n${command.description}\n`);
      return 0;
    }
    return await command.run(rest);
  } catch (error) {
    process.stderr.write(`${isGitopsError(error) ? error.message : internal(error)}\n`);
    if (isJsonAsked(rest)) print(true, { error: describeError(error) }, []);
    return 1;
  }
}

/** Asked of the words themselves: they may be what is wrong. */
const isJsonAsked = (argv: readonly string[]): boolean =>
  argv.some(
    (word, at) => word === '--format=json' || (word === '--format' && argv[at + 1] === 'json'),
  );

function describeError(error: unknown): { code: string; problem: string; hint: string } {
  if (!isGitopsError(error)) return { code: 'INTERNAL', problem: String(error), hint: reportIt };
  const { code, problem, hint } = error;
  return { code, problem, hint };
}

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const listed = [
    ['check', 'looks for plaintext secrets and broken locks in what is staged'],
    ...all.map(({ name, summary }) => [name, summary] as const),
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
  `INTERNAL: ${error instanceof Error ? error.stack : String(error)}\n${reportIt}`;

const reportIt = 'This is a bug of nx-gitops; please report it.';
