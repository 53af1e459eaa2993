import { formatLock, type Lock, type LockedImage } from './lock.ts';
import { parseLock } from './parse-lock.ts';

/** The texts of one lock: where this run began, as this run made it, as the remote branch has it. */
export interface LockSides {
  readonly before: string | undefined;
  readonly ours: string;
  readonly theirs: string | undefined;
}

/** `isStale`: what is taken is not the lock of the merged sources. */
export interface LockChoice {
  readonly text: string;
  readonly from: 'ours' | 'theirs';
  readonly reason: 'equal' | 'held' | 'unchanged' | 'fresh' | 'kept' | 'merged';
  readonly isStale: boolean;
}

/**
 * Which of two locks goes on: the one of the merged sources. Of two that are stale, theirs: it was published first.
 * `isFresh` compares the key of a lock with the merged sources.
 */
export function chooseLock(
  { before, ours, theirs }: LockSides,
  isFresh: (lock: Lock) => boolean,
): LockChoice {
  const mine = parseLock(ours, 'the lock of this run');
  const stale = !mine.held && !isFresh(mine);
  if (theirs === undefined) {
    return { text: ours, from: 'ours', reason: 'unchanged', isStale: stale };
  }
  if (theirs === ours) return { text: theirs, from: 'theirs', reason: 'equal', isStale: stale };
  const other = readOther(theirs);
  if (!other) return { text: ours, from: 'ours', reason: 'fresh', isStale: stale };
  if (theirs !== before && other.held) {
    return { text: theirs, from: 'theirs', reason: 'held', isStale: false };
  }
  if (mine.held) return { text: ours, from: 'ours', reason: 'held', isStale: false };
  if (isFresh(mine) && (theirs === before || !isFresh(other))) {
    return { text: ours, from: 'ours', reason: 'fresh', isStale: false };
  }
  if (isFresh(other)) return { text: theirs, from: 'theirs', reason: 'fresh', isStale: false };
  return theirs === before
    ? { text: ours, from: 'ours', reason: 'unchanged', isStale: true }
    : { text: theirs, from: 'theirs', reason: 'kept', isStale: true };
}

/** A lock that cannot be read loses against one that can. */
function readOther(text: string): Lock | undefined {
  try {
    return parseLock(text, 'the lock on the remote branch');
  } catch {
    return undefined;
  }
}

/** Locks of third-party images have no key: image by image, what this run changed goes over what they have. */
export function mergeImages({ before, ours, theirs }: LockSides): LockChoice {
  if (theirs === undefined || theirs === before) {
    return { text: ours, from: 'ours', reason: 'unchanged', isStale: false };
  }
  const images = (text: string | undefined): readonly LockedImage[] =>
    (text === undefined ? undefined : readOther(text))?.images ?? [];
  const merged = new Map(images(theirs).map((one) => [one.image, one]));
  const old = new Map(images(before).map((one) => [one.image, one.newImage]));
  for (const one of images(ours)) {
    if (old.get(one.image) !== one.newImage) merged.set(one.image, one);
    old.delete(one.image);
  }
  for (const image of old.keys()) merged.delete(image);
  const text = formatLock({ images: [...merged.values()], built: undefined, held: undefined });
  return { text, from: 'ours', reason: 'merged', isStale: false };
}
