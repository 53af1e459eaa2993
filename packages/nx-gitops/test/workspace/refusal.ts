import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Workspace } from './workspace.ts';

/** What a person reads when something is wrong. */
export interface Refusal {
  readonly code: string;
  /** Essential parts of the problem, the place (`file:line`) among them. */
  readonly problem: readonly string[];
  readonly hint: string;
}

interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

/** Expects that `act` fails with one clear error, and that locks and snapshots are byte for byte as before. */
export async function expectRefusal(
  workspace: Workspace,
  act: () => Promise<Outcome>,
  refusal: Refusal,
): Promise<void> {
  const before = await readRecords(workspace.root);
  expect(Object.keys(before)).not.toEqual([]);
  const { exitCode, output } = await act();
  expect(exitCode, output).not.toBe(0);
  expectError(output, refusal);
  expect(await readRecords(workspace.root)).toEqual(before);
}

/** Expects one error, said once: its code, then the problem, then the hint. No stack, no path of this machine. */
export function expectError(output: string, { code, problem, hint }: Refusal): void {
  const text = output.replaceAll(/^\S+: /gm, (prefix) => (/^[A-Z_]+: /.test(prefix) ? prefix : ''));
  const errors = text.match(/\b[A-Z]+(_[A-Z]+)+: /g) ?? [];
  expect(errors, output).toEqual([`${code}: `]);
  const message = text.slice(text.indexOf(`${code}: `));
  for (const part of problem) expect(message).toContain(part);
  expect(message).toContain(hint);
  expect(message.indexOf(hint)).toBeGreaterThan(message.indexOf(problem[0] ?? ''));
  expect(message).not.toMatch(/\n\s+at .*:\d+:\d+/);
}

/** Every file of locks and snapshots, whatever Git thinks of it, by its path. */
export async function readRecords(root: string): Promise<Readonly<Record<string, string>>> {
  const records: Record<string, string> = {};
  for (const folder of await readdir(root)) {
    const entries = await readdir(join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    if (folder === 'node_modules' || folder.startsWith('.')) continue;
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      if (!/\/(app-locks|\.release)\/|\.tmp\b/.test(path)) continue;
      records[path.slice(root.length + 1)] = await readFile(path, 'base64');
    }
  }
  return records;
}

/** The command line of the plugin as an outcome: stderr is what a person reads of an error. */
export async function runCli(workspace: Workspace, ...args: string[]): Promise<Outcome> {
  const { exitCode, stdout, stderr } = await workspace.cli(...args);
  return { exitCode, output: `${stdout}${stderr}` };
}
