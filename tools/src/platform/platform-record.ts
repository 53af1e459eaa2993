import { readFileSync } from 'node:fs';

import { isRunning, type RecordedProcess } from './process-identity.ts';
import type { PlatformPaths } from './platform-paths.ts';
import { writePrivateFile } from './write-private-file.ts';

/** The halves of the platform; each is started, healed and left alone as a whole. */
export const halfNames = ['images', 'cluster'] as const;
export type HalfName = (typeof halfNames)[number];

export interface Half {
  /** What it was started as: `buildkit`, `docker`, `local`, `context:<name>`. */
  readonly mode: string;
  readonly isReady: boolean;
  readonly processes: readonly RecordedProcess[];
}

/** What was started, kept on disk so that any later command knows it. */
export interface PlatformRecord {
  readonly version: 1;
  readonly ports: Readonly<Record<string, number>>;
  readonly halves: Readonly<Partial<Record<HalfName, Half>>>;
  readonly buildkitSocket?: string;
  readonly baseImage?: string;
}

const emptyRecord: PlatformRecord = { version: 1, ports: {}, halves: {} };

export const readRecord = (paths: PlatformPaths): PlatformRecord => {
  try {
    const record = JSON.parse(readFileSync(paths.record, 'utf8')) as PlatformRecord;
    return record.version === 1 ? record : emptyRecord;
  } catch {
    return emptyRecord;
  }
};

/** Merges into what is on disk: both halves may be starting at the same time. */
export const updateRecord = (
  paths: PlatformPaths,
  change: (record: PlatformRecord) => PlatformRecord,
): void =>
  writePrivateFile(paths.record, `${JSON.stringify(change(readRecord(paths)), undefined, 2)}\n`);

export const updateHalf = (
  paths: PlatformPaths,
  name: HalfName,
  change: (half: Half) => Half,
): void =>
  updateRecord(paths, (record) => {
    const half = record.halves[name] ?? { mode: '', isReady: false, processes: [] };
    return { ...record, halves: { ...record.halves, [name]: change(half) } };
  });

export const isHalfUp = (half: Half | undefined, mode?: string): boolean =>
  half !== undefined &&
  half.isReady &&
  (mode === undefined || half.mode === mode) &&
  half.processes.every(isRunning);

export const processesOf = (record: PlatformRecord): RecordedProcess[] =>
  halfNames.flatMap((name) => record.halves[name]?.processes ?? []);
