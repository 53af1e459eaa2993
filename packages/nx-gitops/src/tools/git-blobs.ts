import { setImmediate } from 'node:timers/promises';
import type { ProcessResult } from '../io/process.ts';

/** Git with its stdout byte for byte, as latin1. */
type AskBytes = (args: readonly string[], input?: string) => Promise<ProcessResult>;

/**
 * The text of a file in Git by its name (`HEAD:./path`), undefined where there is none. All that is asked for in one
 * go is answered by one process.
 */
export function openBlobs(ask: AskBytes): (name: string) => Promise<string | undefined> {
  let names: string[] = [];
  let answer: Promise<ReadonlyMap<string, string>> | undefined;
  const readAll = async (): Promise<ReadonlyMap<string, string>> => {
    await setImmediate();
    const asked = names;
    names = [];
    answer = undefined;
    const { stdout } = await ask(['cat-file', '--batch'], `${asked.join('\n')}\n`);
    return parseBatch(asked, Buffer.from(stdout, 'latin1'));
  };
  return async (name) => {
    if (name.includes('\n')) return readAlone(name, ask);
    names.push(name);
    answer ??= readAll();
    return (await answer).get(name);
  };
}

/** A name is a line of what the batch reads. */
async function readAlone(name: string, ask: AskBytes): Promise<string | undefined> {
  const { exitCode, stdout } = await ask(['cat-file', 'blob', name]);
  return exitCode === 0 ? Buffer.from(stdout, 'latin1').toString() : undefined;
}

/** For each name a line, and where that says `<id> <type> <size>` so many bytes and a line end. */
function parseBatch(names: readonly string[], output: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const name of names) {
    const end = output.indexOf('\n', at);
    if (end === -1) break;
    const header = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(output.toString('utf8', at, end));
    at = end + 1;
    if (!header) continue;
    const size = Number(header[2]);
    if (header[1] === 'blob') texts.set(name, output.toString('utf8', at, at + size));
    at += size + 1;
  }
  return texts;
}
