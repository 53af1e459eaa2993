import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Report } from '../terminal/report.ts';
import { findIdentity, isRunning, type RecordedProcess } from './process-identity.ts';

export interface LockOptions {
  readonly path: string;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** One command at a time in a checkout; a lock whose holder has died is taken over. */
export const withLock = async <T>(
  { path, report, signal }: LockOptions,
  action: () => Promise<T>,
): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  let isAnnounced = false;
  while (!tryLock(path)) {
    signal?.throwIfAborted();
    const holder = readHolder(path);
    if (holder && !isRunning(holder)) discard(path, holder);
    else if (holder && !isAnnounced) {
      report.running(
        `Waiting for process ${holder.pid}, which is starting or stopping this platform`,
      );
      isAnnounced = true;
    }
    await sleep(50);
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
};

/** A link is made at once and only if there is none; the file is complete before it has its name. */
const tryLock = (path: string): boolean => {
  const temporary = `${path}.${process.pid}`;
  const holder = { name: 'lock', pid: process.pid, identity: findIdentity(process.pid) };
  try {
    writeFileSync(temporary, JSON.stringify(holder));
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
};

const readHolder = (path: string): RecordedProcess | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RecordedProcess;
  } catch {
    return undefined;
  }
};

/** Moved aside first: if another process took the lock over meanwhile, it gets it back. */
const discard = (path: string, stale: RecordedProcess): void => {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && moved.identity !== stale.identity) renameSync(aside, path);
  else rmSync(aside, { force: true });
};
