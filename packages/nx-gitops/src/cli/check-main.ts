import { basename } from 'node:path';
import { checkCommand } from './check.ts';

const readAll = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** `nx-gitops check`; the exit code is its result. */
export const main = (argv: readonly string[]): Promise<number> =>
  checkCommand(argv, {
    stdin: readAll,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
  });

/** Hooks start the bundle itself; the package's command loads it and calls `main`. */
if (basename(process.argv[1] ?? '') === 'check.cjs') {
  void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
}
