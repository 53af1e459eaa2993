import { posix } from 'node:path';

const suffix = /\.kbld\.lock\.ya?ml$/;

/** Where the lock of a service lies in a folder of locks. */
export const lockIn = (folder: string, service: string): string =>
  posix.join(folder, `${service}.kbld.lock.yml`);

export const isLockPath = (path: string): boolean => suffix.test(path);

/** The service that a lock is named after. */
export const lockedService = (path: string): string => posix.basename(path).replace(suffix, '');
