import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { ToolsError } from '../tools-error.ts';
import type { PlatformPaths } from './platform-paths.ts';
import { isRunning, type RecordedProcess } from './process-identity.ts';
import { logPath } from './start-process.ts';

export interface Waiting {
  readonly paths: PlatformPaths;
  readonly part: RecordedProcess;
  /** What is waited for, as it appears in the error. */
  readonly until: string;
  readonly check: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number;
}

/** Polls quickly; a part that ended or never answers becomes one error with the end of its log. */
export const waitUntil = async (waiting: Waiting): Promise<void> => {
  const { part, until, check, signal, timeout = 180_000 } = waiting;
  for (const deadline = Date.now() + timeout; ;) {
    signal?.throwIfAborted();
    if (await check().catch(() => false)) return;
    if (!isRunning(part)) throw partError(waiting, `${part.name} ended before ${until}`);
    if (Date.now() > deadline) {
      throw partError(
        waiting,
        `${part.name} did not get ready in ${timeout / 1000} s: waiting until ${until}`,
      );
    }
    await sleep(40);
  }
};

const partError = ({ paths, part }: Waiting, problem: string): ToolsError => {
  const log = logPath(paths, part.name);
  return new ToolsError(`${problem}.\n${lastLines(log)}`, `The whole log is ${log}.`);
};

const lastLines = (path: string): string => {
  try {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-12);
    return lines.map((line) => `  ${line.slice(0, 300)}`).join('\n');
  } catch {
    return '  (no log)';
  }
};
