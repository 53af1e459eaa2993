import { findBaseImages, isPinnedBase } from './dockerfile.ts';

/** A base image that a Dockerfile pins: its name with the tag, and the digest. */
export interface PinnedBase {
  readonly name: string;
  readonly digest: string;
}

/** The bases of a Dockerfile that have both a tag to follow and a digest. */
export const findPinnedBases = (dockerfile: string): readonly PinnedBase[] =>
  findBaseImages(dockerfile)
    .filter(isPinnedBase)
    .map((reference) => {
      const [name = '', digest = ''] = reference.split('@');
      return { name, digest };
    })
    .filter(({ name }) => name.lastIndexOf(':') > name.lastIndexOf('/'));

/** A Dockerfile with another digest of one base. */
export const pinBase = (dockerfile: string, { name, digest }: PinnedBase, newer: string): string =>
  dockerfile.replaceAll(`${name}@${digest}`, `${name}@${newer}`);
