import { join, posix } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { formatLock, type Hold } from '../../model/lock.ts';
import { parseLock } from '../../model/parse-lock.ts';
import type { Environment } from '../../model/environment.ts';
import type { ConfigRepository } from '../../model/parse-settings.ts';
import type { Git } from '../../tools/git.ts';
import { lockSuffix } from '../publish/find-own-locks.ts';

export interface Restored {
  /** The paths that belong to the rollback. */
  readonly paths: readonly string[];
  /** Services whose lock is another one now, and held. */
  readonly services: readonly string[];
}

interface Restore {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  readonly commit: string;
  readonly hold: Hold;
  /** Only these services; then values and snapshot stay. */
  readonly services: readonly string[] | undefined;
}

/** Writes into a checkout what an environment was at a commit: locks (held), values, snapshot. No secrets. */
export async function restoreFiles(
  { repository, environment, commit, hold, services }: Restore,
  git: Git,
  root: string,
): Promise<Restored> {
  const tree = [...(await git.listCommit(commit)).keys()];
  const below = (folder: string): string[] => tree.filter((path) => path.startsWith(`${folder}/`));
  const held: string[] = [];
  for (const path of below(environment.lockFolder).filter((one) => lockSuffix.test(one))) {
    const service = posix.basename(path).replace(lockSuffix, '');
    if (services && !services.includes(service)) continue;
    const text = (await git.readCommitted(commit, path)) ?? '';
    const now = await findText(join(root, path));
    if (now !== undefined && imagesOf(now, path) === imagesOf(text, path)) continue;
    const lock = parseLock(text, path);
    await writeIfChanged(join(root, path), formatLock(lock.built ? { ...lock, held: hold } : lock));
    held.push(service);
  }
  if (services) return { paths: [environment.lockFolder], services: held };
  const inputs = posix.join(repository.root, 'environments', environment.name);
  const restored = [
    ...below(inputs).filter((path) => !/\.sops\.ya?ml$/.test(path) && !lockSuffix.test(path)),
    ...below(environment.release),
  ];
  for (const path of restored) {
    await writeIfChanged(join(root, path), (await git.readCommitted(commit, path)) ?? '');
  }
  return { paths: [environment.lockFolder, inputs, environment.release], services: held };
}

const imagesOf = (text: string, path: string): string =>
  JSON.stringify(parseLock(text, path).images);
