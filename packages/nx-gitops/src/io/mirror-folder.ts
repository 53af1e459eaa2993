import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { listNames } from './files.ts';

/**
 * Makes `to` look like `from`, by links, so that files can be put beside those of `inside`: the folders on the way
 * there are real ones, without the names in `except`.
 */
export async function mirrorFolder(
  from: string,
  to: string,
  inside: readonly string[],
  except: readonly string[],
): Promise<void> {
  const [next, ...rest] = inside;
  await mkdir(to, { recursive: true });
  for (const name of await listNames(from)) {
    if (name === next) await mirrorFolder(join(from, name), join(to, name), rest, except);
    else if (next !== undefined || !except.includes(name)) {
      await symlink(join(from, name), join(to, name));
    }
  }
}
