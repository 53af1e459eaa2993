import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { cannotCheck } from '../cannot-check.ts';

type Stream = 'pipe' | 'ignore';
type GitChild = ChildProcess & { readonly stdout: Readable };

/**
 * Starts git as it is called in a hook: the environment stays (it names the index), nothing is locked.
 * Each stream that is not asked for spares part of a millisecond.
 */
export function startGit(
  args: readonly string[],
  cwd: string,
  stdio: readonly [stdin: Stream, stdout: 'pipe', stderr: Stream],
): GitChild {
  const child = spawn(
    'git',
    ['--no-pager', '--no-optional-locks', '--literal-pathspecs', ...args],
    { cwd, env: { ...process.env, LC_ALL: 'C' }, stdio: [...stdio], windowsHide: true },
  );
  return child as GitChild;
}

interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
}

/** Runs git to its end; a non-zero exit is an answer, and what it says of it is not listened to. */
export function askGit(args: readonly string[], cwd: string): Promise<GitOutput> {
  return collect(startGit(args, cwd, ['ignore', 'pipe', 'ignore']));
}

/** Runs git and takes anything but success for the end of the check. */
export async function readGit(args: readonly string[], cwd: string, input = ''): Promise<Buffer> {
  const child = startGit(args, cwd, ['pipe', 'pipe', 'pipe']);
  const stderr: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const { code, stdout } = await collect(child);
  if (code === 0) return stdout;
  throw cannotCheck(
    `git ${args[0]} failed: ${Buffer.concat(stderr).toString().trim().split('\n')[0] ?? ''}`,
    'Run the check inside a Git repository that is whole',
  );
}

function collect(child: GitChild): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.on('error', (error) =>
      reject(
        cannotCheck(`Git did not start: ${error.message}`, 'Install Git and have it on the PATH'),
      ),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: Buffer.concat(stdout) }));
  });
}
