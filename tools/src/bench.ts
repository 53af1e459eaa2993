import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadBenchmark } from './bench/load-benchmark.ts';
import { replaceTable } from './bench/replace-table.ts';
import type { Command } from './command.ts';
import { ToolsError } from './tools-error.ts';
import { workspaceRoot } from './workspace.ts';

const page = join(workspaceRoot, 'docs/performance.md');

export const benchCommand: Command = {
  summary: 'Measure: bench <name>, a file of tools/bench',
  details: '--write   put the table into docs/performance.md',
  flags: ['write'],
  operand: 'the name of the benchmark',
  run: async ({ flags, operand = '', signal }) => {
    const benchmark = await loadBenchmark(operand);
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const tell = (line: string): void => void process.stderr.write(`${line}\n`);
    try {
      const text = await benchmark({ root: workspaceRoot, folder, signal, tell });
      process.stdout.write(`${text.trim()}\n`);
      if (flags.has('write')) await writePage(operand, text);
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function writePage(name: string, text: string): Promise<void> {
  const replaced = replaceTable(await readFile(page, 'utf8'), name, text);
  if (replaced === undefined)
    throw new ToolsError(
      `docs/performance.md has no place for "${name}".`,
      `Add <!-- bench:${name} --> and <!-- /bench:${name} --> to it.`,
    );
  // Loaded here, because every other command would wait for it too.
  const { format, resolveConfig } = await import('prettier');
  const config = await resolveConfig(page);
  await writeFile(page, await format(replaced, { ...config, filepath: page }));
}
