import { constants } from 'node:buffer';
import { cannotCheck } from '../cannot-check.ts';
import { startGit } from './git-process.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface ObjectReader {
  /** A blob by its id, or by `:path` (index) or `commit:path`; nothing where there is none. */
  readonly read: (name: string) => Promise<GitObject | undefined>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** The longest text that JavaScript holds, about half a gigabyte. */
const largest = constants.MAX_STRING_LENGTH;

/** One `git cat-file --batch` for all objects of a check: whole blobs, whatever attributes and filters say. */
export function openObjects(cwd: string): ObjectReader {
  const child = startGit(['cat-file', '--batch'], cwd, ['pipe', 'pipe', 'ignore']);
  const queue: Waiting[] = [];
  let header = Buffer.alloc(0);
  let body: { id: string; type: string; bytes: Buffer; filled: number } | undefined;
  let failure: Error | undefined;

  let asked = '';
  const ask = (name: string): void => {
    if (asked === '') setImmediate(flush);
    asked += `${name}\n`;
  };
  const flush = (): void => {
    child.stdin?.write(asked);
    asked = '';
  };
  const fail = (error: Error): void => {
    failure ??= error;
    for (const waiting of queue.splice(0)) waiting.reject(failure);
  };
  const takeHeader = (line: string): void => {
    const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
    if (!id || !type) return queue.shift()?.resolve(undefined);
    if (Number(size) > largest)
      return fail(
        cannotCheck(
          `A file of ${size} bytes is too large to look at`,
          `Keep it out of Git (or in Git LFS); "git ls-files -s | grep ${id.slice(0, 12)}" names it`,
        ),
      );
    body = { id, type, bytes: Buffer.allocUnsafe(Number(size) + 1), filled: 0 };
  };
  child.stdout.on('data', (data: Buffer) => {
    let chunk = data;
    while (chunk.length > 0) {
      if (body) {
        const count = chunk.copy(body.bytes, body.filled);
        body.filled += count;
        chunk = chunk.subarray(count);
        if (body.filled < body.bytes.length) return;
        const { id, type, bytes } = body;
        body = undefined;
        queue.shift()?.resolve({ id, type, bytes: bytes.subarray(0, -1) });
      } else {
        const end = chunk.indexOf(10);
        header = Buffer.concat([header, end === -1 ? chunk : chunk.subarray(0, end)]);
        if (end === -1) return;
        chunk = chunk.subarray(end + 1);
        const line = header.toString();
        header = Buffer.alloc(0);
        takeHeader(line);
      }
    }
  });
  child.stdin?.on('error', () => {});
  child.on('error', (error) =>
    fail(cannotCheck(`Git did not start: ${error.message}`, 'Install Git and have it on the PATH')),
  );
  child.on('close', () =>
    fail(
      cannotCheck(
        'git cat-file ended early',
        'Run the check inside a Git repository that is whole',
      ),
    ),
  );
  return {
    read: (name) => {
      if (failure) return Promise.reject(failure);
      if (name.includes('\n')) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        queue.push({ resolve, reject });
        ask(name);
      });
    },
    close: () => child.stdin?.end(),
  };
}
