import type { LockSet } from '../lock/lock-set.ts';

const imageLine = /^(\s*(?:-\s+)?["']?image["']?\s*:\s*)(["']?)([^\s"'{}#]+)\2(\s*(?:#.*)?)$/gm;

/** A template of a chart with the digests of locks in place of the image names that it writes out. */
export const pinChartText = (text: string, locks: LockSet): string =>
  text.replaceAll(imageLine, (line, key: string, quote: string, image: string, rest: string) => {
    const pinned = locks.get(image);
    return pinned === undefined ? line : `${key}${quote}${pinned}${quote}${rest}`;
  });
