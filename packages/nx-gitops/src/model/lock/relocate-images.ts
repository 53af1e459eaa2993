import { parseImageReference, qualifyRepository } from './image-reference.ts';
import { isByDigest } from './images-in-manifests.ts';
import type { LockSet } from './lock-set.ts';

/**
 * Where the copy of an image is, e.g. `air.gap/mirror/index.docker.io/library/redis@sha256:…`. The path of a
 * repository can have no port: `host:5000` is `host__5000` there.
 */
export function relocated(reference: string, registry: string): string {
  const { repository, digest } = parseImageReference(reference);
  const path = qualifyRepository(repository).replace(/^([^/:]+):(\d+)\//, '$1__$2/');
  return `${registry}/${path}@${digest}`;
}

/** Where an image was before it was relocated; itself where it was not. */
export const unrelocated = (reference: string, registry: string | undefined): string =>
  registry !== undefined && reference.startsWith(`${registry}/`)
    ? reference.slice(registry.length + 1).replace(/^([^/]+)__(\d+)\//, '$1:$2/')
    : reference;

/** The locks of an environment whose images are elsewhere, with the images that manifests name by digest. */
export function relocateImages(
  locks: LockSet,
  images: readonly string[],
  registry: string | undefined,
): LockSet {
  if (registry === undefined) return locks;
  const named = images.filter(isByDigest).map((image) => [image, image] as const);
  return new Map(
    [...locks, ...named].map(([image, reference]) => [image, relocated(reference, registry)]),
  );
}
