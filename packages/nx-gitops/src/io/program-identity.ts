import { open, realpath } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * Changes whenever a program does. Undefined where what it does hangs on more than its file: a script, or a name that
 * leads to a program of another name, as version managers have it.
 */
export async function identifyProgram(path: string): Promise<string | undefined> {
  const real = await realpath(path);
  if (basename(real) !== basename(path)) return undefined;
  const file = await open(real);
  try {
    const { size, mtimeMs, ino } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === '#!' ? undefined : `${real} ${size} ${mtimeMs} ${ino}`;
  } finally {
    await file.close();
  }
}
