import { posix } from 'node:path';
import { GitopsError } from '../../model/errors.ts';
import { joinLocks } from '../../model/lock/lock-set.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Finding } from '../finding.ts';
import { catchFinding } from '../report-gitops-error.ts';
import type { StateSources } from './state-sources.ts';
import { isLockFile } from './state-files.ts';

/** Two locks of one image in one folder: kbld would take the first, silently. */
export async function checkTwoLocks(
  sources: StateSources,
  changed: readonly string[],
): Promise<Finding[]> {
  const folders = new Set(changed.filter(isLockFile).map((path) => posix.dirname(path)));
  const findings: Finding[] = [];
  for (const folder of folders) {
    const paths = [...sources.tree.keys()]
      .filter((path) => isLockFile(path) && posix.dirname(path) === folder)
      .sort();
    const locks: [string, Lock][] = [];
    for (const path of paths) {
      const text = await sources.readText(path);
      const lock = text === undefined ? undefined : readable(text, path);
      if (lock) locks.push([path, lock]);
    }
    const touched = paths.find((path) => changed.includes(path)) ?? folder;
    findings.push(...catchFinding(touched, 'lock', () => joinLocks(locks)));
  }
  return findings;
}

function readable(text: string, path: string): Lock | undefined {
  try {
    return parseLock(text, path);
  } catch (error) {
    if (error instanceof GitopsError) return undefined;
    throw error;
  }
}
