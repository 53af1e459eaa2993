import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** All of stdin. */
export const readStdin = (): Promise<string> => text(process.stdin);

/** Asks on the terminal; what is typed is not shown. */
export function askHidden(question: string): Promise<string> {
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nothing, terminal: true });
  process.stderr.write(`${question}: `);
  return new Promise((resolve) => {
    terminal.question('', (answer) => {
      // Before it closes, which stands for an interrupt.
      resolve(answer);
      terminal.close();
    });
    terminal.once('close', () => {
      process.stderr.write('\n');
      resolve('');
    });
  });
}
