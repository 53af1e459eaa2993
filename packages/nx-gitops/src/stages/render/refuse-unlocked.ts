import { GitopsError } from '../../model/errors.ts';
import { isByDigest, type FoundImage } from '../../model/lock/images-in-manifests.ts';
import type { LockSet } from '../../model/lock/lock-set.ts';

export const findUnlocked = (images: readonly FoundImage[], locks: LockSet): FoundImage[] =>
  images.filter(({ image }) => !isByDigest(image) && !locks.has(image));

/** Helm names what it renders after the template, below the name of the chart. */
export function refuseUnlocked(chart: string, images: readonly FoundImage[], locks: LockSet): void {
  const unlocked = findUnlocked(images, locks);
  if (unlocked.length === 0) return;
  const lines = unlocked.map(
    ({ image, file, line }) =>
      `  ${image}  (${file.replace(/^[^/]+/, chart)}, line ${line} of what it renders to)`,
  );
  throw new GitopsError(
    'IMAGE_UNLOCKED',
    `No lock pins ${unlocked.length === 1 ? 'the image' : `${unlocked.length} images`} "${unlocked[0]?.image}"${unlocked.length === 1 ? '' : ' and others'}:\n${lines.join('\n')}`,
    'Lock them: "nx lock <service>" for images of a service, "nx lock <config repository>" for third-party ones.',
  );
}
