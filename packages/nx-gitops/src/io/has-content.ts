import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { isNotFound } from './files.ts';

/** Whether a regular file (no link to one) holds exactly this text. */
export function hasContent(path: string, text: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    return readFileSync(file, 'utf8') === text;
  } catch (error) {
    if (isNotFound(error) || (error as NodeJS.ErrnoException).code === 'ELOOP') return false;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
