import { abortOnSignals } from './abort-on-signals.ts';
import { benchCommand } from './bench.ts';
import type { Command } from './command.ts';
import { downCommand } from './down.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { createStyle } from './terminal/style.ts';
import { testCommand } from './test.ts';
import { ToolsError } from './tools-error.ts';
import { toolsCommand } from './tools.ts';
import { upCommand } from './up.ts';

const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  test: testCommand,
  up: upCommand,
  down: downCommand,
  status: statusCommand,
  tools: toolsCommand,
  bench: benchCommand,
};

const signal = abortOnSignals();

const main = async ([name = '--help', ...args]: readonly string[]): Promise<number> => {
  if (name === '--help' || name === '-h') return print(formatOverview());
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new ToolsError(
      `There is no command "${name}".`,
      `Use one of: ${Object.keys(commands).join(', ')}.`,
    );
  if (args.includes('--help') || args.includes('-h')) return print(formatHelp(name, command));
  const operands = args.filter((argument) => !argument.startsWith('-'));
  const expected = command.operand === undefined ? 0 : 1;
  const unknown = args.find((argument) =>
    operands.includes(argument)
      ? operands.indexOf(argument) >= expected
      : !command.flags.some((flag) => argument === `--${flag}`),
  );
  if (unknown)
    throw new ToolsError(
      `"${name}" does not know "${unknown}".`,
      `See "npm run ${name} -- --help".`,
    );
  const flags = new Set(
    args.filter((argument) => argument.startsWith('--')).map((argument) => argument.slice(2)),
  );
  return command.run({ flags, operand: operands[0], signal });
};

const print = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

const formatOverview = (): string => {
  const rows = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`,
  );
  return `Usage: node tools/run.mjs <command> [--help]\n\n${rows.join('\n')}\n`;
};

const formatHelp = (name: string, { summary, details, operand }: Command): string =>
  `Usage: node tools/run.mjs ${name}${operand ? ` <${operand}>` : ''}\n\n${summary}.\n\n${details}\n`;

const reportError = (error: unknown): number => {
  const style = createStyle(process.stderr);
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  if (error instanceof ToolsError)
    process.stderr.write(`${style.red(error.problem)}\n${error.hint}\n`);
  else
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  return 1;
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = signal.aborted ? 130 : reportError(error);
}
