import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the folders of some files. */
export async function makeFolders(files: readonly string[]): Promise<void> {
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    await mkdir(folder, { recursive: true });
  }
}
