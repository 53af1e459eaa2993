import type { LockedImage } from '../../model/lock/lock.ts';
import type { AuthoredCommit } from '../../tools/git-log.ts';

/** The lock of one service on its way from one environment to another. */
export interface PromotedLock {
  readonly service: string;
  /** Path in the target, relative to the workspace. */
  readonly path: string;
  /** What the target gets written. */
  readonly text: string;
  readonly before: readonly LockedImage[];
  readonly after: readonly LockedImage[];
  /** Where the source environment has the images, in the order of `after`. */
  readonly origins: readonly LockedImage[];
  /** The commits of the sources between the two locks; undefined where they cannot be told. */
  readonly commits: readonly AuthoredCommit[] | undefined;
}

/** A lock of the target that stays as it is until it is released. */
export interface HeldLock {
  readonly service: string;
  readonly by: string;
  readonly reason: string;
}
