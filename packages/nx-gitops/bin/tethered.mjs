// Runs a program that must not outlive whoever asked for it: `tethered.mjs <folder> <program> <arguments>`. Descriptor
// 3 is a pipe from there; a process that dies, of kill -9 too, closes it, and the program is ended. The folder, where
// one is named, is removed with it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Socket } from 'node:net';

const [folder, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', 'ignore'] });

const clear = () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
};

/** A program with a folder has a session of its own, with all that it started. */
const signal = (name) => (folder ? process.kill(0, name) : child.kill(name));

let isEnding = false;
const end = () => {
  if (isEnding) return;
  isEnding = true;
  signal('SIGTERM');
  setTimeout(() => {
    clear();
    signal('SIGKILL');
  }, 1500);
};

// Ctrl-C at a terminal reaches the program by itself; SIGTERM is how our caller ends it.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('SIGTERM', end);

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on('error', end).on('end', end).resume();

const leave = (code) => {
  clear();
  process.exit(code);
};

child.on('error', ({ message }) => {
  process.stderr.write(`${message}\n`);
  leave(127);
});
child.on('exit', (code) => leave(code ?? 1));
