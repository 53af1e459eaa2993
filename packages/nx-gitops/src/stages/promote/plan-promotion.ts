import { posix } from 'node:path';
import { GitopsError } from '../../model/errors.ts';
import { isLockPath, lockedService, lockIn } from '../../model/lock/lock-path.ts';
import { formatLock, type Lock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { mapRegistry } from '../../model/settings/promotion-settings.ts';
import type { Git } from '../../tools/git.ts';
import { thirdPartyLock } from '../lock/lock-third-party.ts';
import type { HeldLock, PromotedLock } from './promoted-lock.ts';

export interface PromotionPlan {
  readonly promoted: readonly Omit<PromotedLock, 'commits'>[];
  readonly held: readonly HeldLock[];
  /** Services that have this lock in the target already. */
  readonly unchanged: readonly string[];
}

interface Sides {
  readonly from: Environment;
  readonly to: Environment;
  /** The commit that the source environment runs. */
  readonly source: string;
  /** The commit that the promotion is made on top of. */
  readonly base: string;
  /** Only these; undefined means all. */
  readonly services: readonly string[] | undefined;
}

/** Which locks of what the source runs the target does not have yet. */
export async function planPromotion(
  { from, to, source, base, services }: Sides,
  git: Git,
): Promise<PromotionPlan> {
  const theirs = await listLocks(git, source, from.lockFolder);
  const ours = await listLocks(git, base, to.lockFolder);
  const names = chooseNames([...theirs.keys()], ours, services, from);
  const promoted: Omit<PromotedLock, 'commits'>[] = [];
  const held: HeldLock[] = [];
  const unchanged: string[] = [];
  const read = async (commit: string, path: string): Promise<Lock> =>
    parseLock((await git.readCommitted(commit, path)) ?? '', path);
  const sides = await Promise.all(
    names.map(async (service) => {
      const own = ours.get(service);
      const lock = read(source, theirs.get(service) ?? '');
      const before = own === undefined ? undefined : read(base, own);
      return { service, own, lock: await lock, before: await before };
    }),
  );
  for (const { service, own, lock, before } of sides) {
    const after = mapLock(lock, to);
    if (before && imagesOf(before) === imagesOf(after)) unchanged.push(service);
    else if (before?.held) held.push({ service, ...before.held });
    else {
      promoted.push({
        service,
        path: own ?? lockIn(to.lockFolder, service),
        text: formatLock(after),
        before: before?.images ?? [],
        after: after.images,
        origins: lock.images,
      });
    }
  }
  return { promoted, held, unchanged };
}

/** Third-party images are common to all environments, until one has a lock of them for itself. */
function chooseNames(
  all: readonly string[],
  ours: ReadonlyMap<string, string>,
  services: readonly string[] | undefined,
  from: Environment,
): readonly string[] {
  const unknown = services?.find((service) => !all.includes(service));
  if (unknown !== undefined) {
    throw new GitopsError(
      'SERVICE_UNKNOWN',
      `${from.name} has no lock of a service "${unknown}" in what it runs`,
      `It has: ${all.join(', ') || '(none)'}.`,
    );
  }
  return services ?? all.filter((name) => name !== thirdPartyLock || ours.has(name));
}

/** Service → path of its lock in a commit. */
async function listLocks(git: Git, commit: string, folder: string): Promise<Map<string, string>> {
  const paths = [...(await git.listCommit(commit, folder)).keys()]
    .filter((path) => posix.dirname(path) === folder && isLockPath(path))
    .sort();
  return new Map(paths.map((path) => [lockedService(path), path]));
}

/** What the target uses for a lock: its registry, and no hold, which belongs to the source. */
const mapLock = ({ images, built }: Lock, { promotion }: Environment): Lock => ({
  images: images.map(({ image, newImage, ...more }) => ({
    image,
    newImage: mapRegistry(newImage, promotion.registries),
    ...more,
  })),
  built,
  held: undefined,
});

const imagesOf = ({ images }: Lock): string =>
  JSON.stringify(images.map(({ image, newImage }) => [image, newImage]).sort());
