import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { cannotCheck } from '../cannot-check.ts';

export type GitChild = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts git as it is called in a hook: the environment stays (it names the index), nothing is locked. */
export function startGit(args: readonly string[], cwd: string): GitChild {
  return spawn('git', ['--no-pager', '--no-optional-locks', '--literal-pathspecs', ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git to its end; a non-zero exit is an answer. */
export function askGit(args: readonly string[], cwd: string, input = ''): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = startGit(args, cwd);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) =>
      reject(
        cannotCheck(`Git did not start: ${error.message}`, 'Install Git and have it on the PATH'),
      ),
    );
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Runs git and takes anything but success for the end of the check. */
export async function readGit(
  args: readonly string[],
  cwd: string,
  input?: string,
): Promise<Buffer> {
  const { code, stdout, stderr } = await askGit(args, cwd, input);
  if (code === 0) return stdout;
  throw cannotCheck(
    `git ${args[0]} failed: ${stderr.trim().split('\n')[0] ?? ''}`,
    'Run the check inside a Git repository that is whole',
  );
}
