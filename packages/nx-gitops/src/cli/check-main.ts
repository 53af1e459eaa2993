import { checkCommand } from './check.ts';

const readAll = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** Called directly by hooks, and by the package's command with `check` as its first word. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await checkCommand(argv, {
    stdin: readAll,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
  });
}

const words = process.argv.slice(2);
void main(words[0] === 'check' ? words.slice(1) : words);
