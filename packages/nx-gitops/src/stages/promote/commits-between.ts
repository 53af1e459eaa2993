import { lockIn } from '../../model/lock/lock-path.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { GitCommand } from '../../tools/git-command.ts';
import { findIntroduction, listCommits, type AuthoredCommit } from '../../tools/git-log.ts';
import type { PromotedLock } from './promoted-lock.ts';

/**
 * The commits of a service's sources between two locks. A lock holds a key and no commit: when it came is read in
 * the history of the folder where builds write it.
 */
export async function commitsBetween(
  { service, text, before, path }: Omit<PromotedLock, 'commits'>,
  folders: readonly string[],
  tip: string,
  git: GitCommand,
): Promise<readonly AuthoredCommit[] | undefined> {
  const { built } = parseLock(text, path);
  const old = before[0]?.newImage.split('@')[1];
  if (built === undefined || old === undefined) return undefined;
  for (const folder of folders) {
    const file = lockIn(folder, service);
    const young = await findIntroduction(git, tip, file, built.key);
    const from = young && (await findIntroduction(git, young, file, old));
    if (young && from) return listCommits(git, from, young, built.roots);
  }
  return undefined;
}
