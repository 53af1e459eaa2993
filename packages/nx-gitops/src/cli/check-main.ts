import { basename } from 'node:path';
import { checkCommand } from './check.ts';

const readAll = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** Resolves when all of it has left this process, so that it may end at once. */
const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));

/** `nx-gitops check`; the exit code is its result. */
export const main = (argv: readonly string[]): Promise<number> =>
  checkCommand(argv, {
    stdin: readAll,
    stdout: (text) => write(process.stdout, text),
    stderr: (text) => write(process.stderr, text),
    cwd: process.cwd(),
  });

/** Hooks start the bundle itself; the package's command loads it and calls `main`. */
if (basename(process.argv[1] ?? '') === 'check.cjs') {
  // Nothing is left to do, and waiting for Git and for the heap to be taken down costs milliseconds.
  void main(process.argv.slice(2)).then((code) => process.exit(code));
}
