import type { LockSet } from '../../model/lock/lock-set.ts';
import type { Service } from '../../workspace/services.ts';

/** A dry run wrote no lock that this one could use: the images that would be locked get a digest of zeros. */
export function assumeLocks(
  locks: LockSet,
  services: readonly Service[],
  report: (line: string) => void,
): LockSet {
  const assumed = new Map(locks);
  for (const { image, destination } of services.flatMap((service) => service.images)) {
    if (locks.has(image)) continue;
    report(`${image} would be built and locked first`);
    assumed.set(image, `${destination}@sha256:${'0'.repeat(64)}`);
  }
  return assumed;
}
