// Entry of all scripts. Plain JavaScript: it has to run before anything is installed or compiled.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const required = [20, 19];

const fail = (problem, hint) => {
  process.stderr.write(`${problem}\n${hint}\n`);
  process.exit(1);
};

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > required[0] || (major === required[0] && minor >= required[1])) return;
  fail(
    `Node.js ${required.join('.')} or newer is needed, this is ${process.versions.node}.`,
    'Install a current version: https://nodejs.org/en/download',
  );
};

/** Runs a program with this terminal, passes signals on, and resolves to its exit code. */
const run = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const forward = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    child.on('error', (error) =>
      fail(`${command} could not be started: ${error.message}`, 'Is it on PATH?'),
    );
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal ? 130 : 1));
    });
  });

const isInstalled = () => {
  const marker = join(root, 'node_modules/.package-lock.json');
  return (
    existsSync(marker) &&
    statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
};

/** The compiler takes a second to find that nothing changed; `up` and `status` should not. */
const isCompiled = () => {
  const tools = join(root, 'tools');
  const compiled = join(tools, 'dist/.tsbuildinfo');
  if (!existsSync(compiled)) return false;
  const { mtimeMs } = statSync(compiled);
  const sources = readdirSync(join(tools, 'src'), { recursive: true });
  return ['tsconfig.json', ...sources.map((path) => join('src', path))].every(
    (path) => statSync(join(tools, path)).mtimeMs <= mtimeMs,
  );
};

const step = async (command, args) => {
  const code = await run(command, args);
  if (code !== 0) process.exit(code);
};

checkNode();
if (!isInstalled()) await step('npm', ['ci', '--no-audit', '--no-fund']);
const compiler = createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc');
// A fault in the plugin must not keep anyone from stopping the platform.
const needsPlugin = ['start', 'test', 'bench'].includes(process.argv[2]);
if (needsPlugin) await step(process.execPath, [compiler, '-b']);
else if (!isCompiled()) await step(process.execPath, [compiler, '-b', join(root, 'tools')]);
process.exitCode = await run(process.execPath, [
  join(root, 'tools/dist/main.js'),
  ...process.argv.slice(2),
]);
