import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import { isLockPath, lockedService } from '../../model/lock/lock-path.ts';
import { formatLock, type Hold } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { Git } from '../../tools/git.ts';

export interface RestoreLocks {
  readonly environment: Environment;
  readonly commit: string;
  readonly hold: Hold;
  /** Only these services; undefined means all. */
  readonly services: readonly string[] | undefined;
}

/** Writes the locks of a commit into a checkout, and holds them. Answers the services that have another lock now. */
export async function restoreLocks(
  { environment, commit, hold, services }: RestoreLocks,
  tree: readonly string[],
  git: Git,
  root: string,
): Promise<readonly string[]> {
  const locks = tree
    .filter((path) => path.startsWith(`${environment.lockFolder}/`) && isLockPath(path))
    .map((path) => ({ path, service: lockedService(path) }));
  const unknown = services?.find((name) => !locks.some(({ service }) => service === name));
  if (unknown !== undefined) throw noLock(unknown, commit, environment);
  const restore = async ({ path, service }: (typeof locks)[number]): Promise<string[]> => {
    const text = (await git.readCommitted(commit, path)) ?? '';
    const now = await findText(join(root, path));
    if (now !== undefined && imagesOf(now, path) === imagesOf(text, path)) return [];
    const lock = parseLock(text, path);
    await writeIfChanged(join(root, path), formatLock(lock.built ? { ...lock, held: hold } : lock));
    return [service];
  };
  const meant = locks.filter(({ service }) => services?.includes(service) ?? true);
  return (await Promise.all(meant.map(restore))).flat();
}

const imagesOf = (text: string, path: string): string =>
  JSON.stringify(parseLock(text, path).images);

const noLock = (service: string, commit: string, { name }: Environment): GitopsError =>
  new GitopsError(
    'SERVICE_UNKNOWN',
    `At ${commit.slice(0, 12)} ${name} has no lock of a service "${service}"`,
    'Name services as their locks are called, or take a commit that has one.',
  );
