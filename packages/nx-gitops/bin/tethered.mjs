// Runs a program that must not outlive whoever asked for it: `tethered.mjs <program> <arguments>`. Descriptor 3 is a
// pipe from there; a process that dies, of kill -9 too, closes it, and the program is ended.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', 'ignore'] });

let ending;
const end = () => {
  child.kill('SIGTERM');
  ending ??= setTimeout(() => child.kill('SIGKILL'), 1500);
};

// Ctrl-C at a terminal reaches the program by itself; SIGTERM is how our caller ends it.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('SIGTERM', end);

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on('error', end).on('end', end).resume();

child.on('error', ({ message }) => {
  process.stderr.write(`${message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
