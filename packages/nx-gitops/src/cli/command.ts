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

/** `extra` are the options that only this command has, `formats` what it can answer in. */
export function parseCommandLine<T extends Extra>(
  argv: readonly string[],
  extra: T = {} as T,
  formats: readonly string[] = ['text', 'json'],
): CommandOptions & { readonly own: Values<T> } {
  try {
    const { values: all, positionals } = parseArgs({
      args: [...argv],
      options: { ...options, ...extra },
      allowPositionals: true,
    });
    const values = all as Values<typeof options>;
    // A command that has more formats may judge them itself.
    if (!('format' in extra) && !formats.includes(values.format)) {
      throw new Error(`--format is ${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`);
    }
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
