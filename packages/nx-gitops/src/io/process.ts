import { execa, type ExecaError } from 'execa';
import { startCompanion, tether } from './companion.ts';

/** What a finished process said. A non-zero exit is a result, not an error: the wrapper of the tool knows what it means. */
export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout and stderr, for messages: as they came where lines are followed, else one after the other. */
  readonly all: string;
  /** The command could not be started: there is no such program. */
  readonly missing: boolean;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Called with each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** stdout is taken for text in UTF-8, or byte for byte. */
  readonly encoding?: 'utf8' | 'latin1';
  /** The process is ended when this one dies, even of kill -9. Costs the start of a Node. */
  readonly tethered?: boolean;
  /** The program serves this process until it ends: the result is its first line. The folder goes with it. */
  readonly companion?: { readonly folder: string };
}

export type RunProcess = (
  file: string,
  args: readonly string[],
  options?: ProcessOptions,
) => Promise<ProcessResult>;

/** The one door to processes: an array of arguments, never a shell. */
export const runProcess: RunProcess = async (file, args, options = {}) => {
  const { tethered = false, companion } = options;
  if (companion) return startCompanion(file, args, companion);
  const [program, own] = tethered ? [process.execPath, [tether, '', file, ...args]] : [file, args];
  const child = execa(program, own, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.input === undefined ? {} : { input: options.input }),
    stdio: [
      options.input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(tethered ? ['pipe' as const] : []),
    ],
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    encoding: options.encoding ?? 'utf8',
    all: options.onLine !== undefined,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 512 * 1024 * 1024,
    forceKillAfterDelay: 5000,
  });
  if (options.onLine && child.all) void forwardLines(child.all, options.onLine);
  const result = await child;
  const { stdout = '', stderr = '' } = result;
  return {
    exitCode: result.exitCode ?? 1,
    stdout,
    stderr,
    all: (result.all as string | undefined) ?? `${stdout}${stderr}`,
    missing: (result as Partial<ExecaError>).code === 'ENOENT',
  };
};

async function forwardLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
): Promise<void> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  }
  if (rest) onLine(rest);
}
