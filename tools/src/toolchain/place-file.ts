import { copyFile, link, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';

let count = 0;

/** Puts a file into place at once: linked, or copied where the cache is on another file system. */
export const placeFile = (from: string, to: string): Promise<void> =>
  place(to, (temporary) => link(from, temporary).catch(() => copyFile(from, temporary)));

export const placeLink = (from: string, to: string): Promise<void> =>
  place(to, (temporary) => symlink(from, temporary));

/** A rename between two hard links of one file does nothing and leaves the temporary name: it is removed anyway. */
const place = async (to: string, make: (temporary: string) => Promise<void>): Promise<void> => {
  const temporary = `${to}.${process.pid}-${++count}`;
  await mkdir(dirname(to), { recursive: true });
  try {
    await make(temporary);
    await rename(temporary, to);
  } finally {
    await rm(temporary, { force: true });
  }
};
