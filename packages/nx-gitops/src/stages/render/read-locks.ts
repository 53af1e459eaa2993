import { posix } from 'node:path';
import { findText, listNames } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import { isLockPath, lockedService } from '../../model/lock/lock-path.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import { joinLocks, type LockSet } from '../../model/lock/lock-set.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';

/**
 * The locks that an environment is rendered with: those of its own folder, and from the shared folder what its
 * own folder does not have. Where the environment has locks of its own, the shared ones of services do not count.
 */
export async function readLockSet(
  root: string,
  repository: ConfigRepository,
  environment: Environment,
  services: readonly string[],
): Promise<LockSet> {
  const own = await listLocks(root, environment.lockFolder);
  const shared = (await listLocks(root, repository.sharedLocks)).filter(
    (name) => !own.includes(name) && !services.includes(lockedService(name)),
  );
  const paths = [
    ...own.map((name) => posix.join(environment.lockFolder, name)),
    ...(environment.locks === 'shared'
      ? []
      : shared.map((name) => posix.join(repository.sharedLocks, name))),
  ];
  return joinLocks(await Promise.all(paths.map((path) => readLock(root, path))));
}

/** All locks of a folder but those of some services. */
export async function readLocks(
  root: string,
  folder: string,
  except: readonly string[],
): Promise<LockSet> {
  const names = (await listLocks(root, folder)).filter(
    (name) => !except.includes(lockedService(name)),
  );
  return joinLocks(
    await Promise.all(names.map((name) => readLock(root, posix.join(folder, name)))),
  );
}

const listLocks = async (root: string, folder: string): Promise<string[]> =>
  (await listNames(posix.join(root, folder))).filter(isLockPath);

async function readLock(root: string, path: string): Promise<readonly [string, Lock]> {
  const text = await findText(posix.join(root, path));
  if (text !== undefined) return [path, parseLock(text, path)];
  throw new GitopsError('LOCK_MISSING', `${path} cannot be read`, 'Make it again with "nx lock".');
}
