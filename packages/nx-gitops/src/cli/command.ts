import { parseArgs, type ParseArgsConfig } from 'node:util';
import { GitopsError } from '../model/errors.ts';

/** A command of the CLI. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly description: string;
  /** Answers the exit code. */
  readonly run: (argv: readonly string[]) => Promise<number>;
}

const options = {
  environment: { type: 'string', short: 'e' },
  context: { type: 'string' },
  repository: { type: 'string' },
  format: { type: 'string', default: 'text' },
  'dry-run': { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export interface CommandOptions {
  readonly environment: string | undefined;
  readonly context: string | undefined;
  /** Folder of the config repository, where a workspace has several. */
  readonly repository: string | undefined;
  readonly json: boolean;
  readonly format: string;
  readonly dryRun: boolean;
  readonly positionals: readonly string[];
}

type Extra = NonNullable<ParseArgsConfig['options']>;

type Values<T extends Extra> = ReturnType<typeof parseArgs<{ options: T }>>['values'];

/** What else a command takes. */
interface Shape {
  /** What it can answer in. */
  readonly formats?: readonly string[];
  /** How many words beside its options. */
  readonly words?: number;
  /** Common options that would mean nothing to it. */
  readonly without?: readonly (keyof typeof options)[];
}

/** `extra` are the options that only this command has. A word or an option that it would not heed is an error. */
export function parseCommandLine<T extends Extra>(
  argv: readonly string[],
  extra: T = {} as T,
  { formats = ['text', 'json'], words = 0, without = [] }: Shape = {},
): CommandOptions & { readonly own: Values<T> } {
  const common = Object.entries(options).filter(([name]) => !without.includes(name as 'format'));
  try {
    const { values: all, positionals } = parseArgs({
      args: [...argv],
      options: { ...Object.fromEntries(common), ...extra },
      allowPositionals: true,
    });
    const values = all as Values<typeof options>;
    if (!formats.includes(values.format)) {
      throw new Error(`--format is ${joinChoices(formats)}`);
    }
    if (positionals.length > words) throw new Error(`What is "${positionals[words]}"?`);
    return {
      environment: values.environment,
      context: values.context,
      repository: values.repository,
      json: values.format === 'json',
      format: values.format,
      dryRun: values['dry-run'] ?? false,
      positionals,
      own: all as Values<T>,
    };
  } catch (error) {
    throw new GitopsError('OPTIONS_INVALID', (error as Error).message, 'See --help.', {
      cause: error,
    });
  }
}

/** Machines get one JSON document on stdout, people get lines. */
export function print(json: boolean, document: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join('\n')}\n`);
}

const joinChoices = (all: readonly string[]): string =>
  [all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' or ');

/** A whole number that an option was given. */
export function parseCount(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new GitopsError(
    'OPTIONS_INVALID',
    `--${option} "${text}" is no whole number`,
    `Pass one such as --${option} 50.`,
  );
}
