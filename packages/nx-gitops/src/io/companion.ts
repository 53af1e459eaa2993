import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ProcessResult } from './process.ts';

/** The program that holds the other end of a pipe; beside `dist` and `src` alike. */
export const tether = fileURLToPath(new URL('../../bin/tethered.mjs', import.meta.url));

/**
 * Starts a program that serves this process until it ends, of kill -9 too; `folder` is removed then. The result is
 * its first line, or what it said where it ended instead. In a session of its own: Ctrl-C does not reach it, for what
 * is left to do then may need it.
 */
export function startCompanion(
  file: string,
  args: readonly string[],
  { folder }: { readonly folder: string },
): Promise<ProcessResult> {
  const child = spawn(process.execPath, [tether, folder, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    const end = (exitCode: number, stdout: string): void =>
      resolve({ exitCode, stdout, stderr, all: `${stdout}${stderr}`, missing: false });
    child.once('error', reject);
    child.once('close', (code) => end(code ?? 1, ''));
    createInterface({ input: child.stdout as Readable }).once('line', (line) => {
      release(child);
      end(0, line);
    });
  });
}

/** Nothing of it keeps this process from ending. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
}
