import { GitopsError } from '../errors.ts';
import type { LockedImage, Lock } from './lock.ts';

/** The locks that a render uses, joined: image name → reference by digest. */
export type LockSet = ReadonlyMap<string, string>;

/** Two locks of one image: kbld would take the first in the order of paths, silently. */
export function joinLocks(locks: readonly (readonly [path: string, lock: Lock])[]): LockSet {
  const owners = new Map<string, { path: string; newImage: string }>();
  for (const [path, lock] of locks) {
    for (const { image, newImage } of lock.images) {
      const other = owners.get(image);
      if (other) {
        throw new GitopsError(
          'LOCK_CONFLICT',
          other.path === path
            ? `${path} locks the image "${image}" twice`
            : `${other.path} and ${path} both lock the image "${image}"`,
          'Keep one of them; a lock of a service that is gone can be deleted.',
        );
      }
      owners.set(image, { path, newImage });
    }
  }
  return new Map([...owners].map(([image, { newImage }]) => [image, newImage]));
}

/** The joined locks as one kbld Config document. */
export function formatLockSet(set: LockSet): string {
  const images: LockedImage[] = [...set].map(([image, newImage]) => ({ image, newImage }));
  const overrides = images.map(({ image, newImage }) => ({ image, newImage, preresolved: true }));
  return JSON.stringify({ apiVersion: 'kbld.k14s.io/v1alpha1', kind: 'Config', overrides });
}
