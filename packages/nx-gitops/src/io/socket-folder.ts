import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of a Unix socket has an end: 104 bytes on macOS, 108 on Linux. */
const longest = 80;

/** Gives `serve` a new folder that only this user can look into, for a socket; it is gone where that fails. */
export async function withSocketFolder<T>(serve: (folder: string) => Promise<T>): Promise<T> {
  const parent = tmpdir().length > longest ? '/tmp' : tmpdir();
  const folder = await mkdtemp(join(parent, 'nx-gitops-'));
  try {
    return await serve(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
