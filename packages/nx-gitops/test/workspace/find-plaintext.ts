import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The forms in which a value could lie somewhere: plain, base64 at each of its three offsets, in a URL. */
export function formsOfValue(value: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('x'.repeat(offset) + value)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  return [...new Set([value, encodeURIComponent(value), ...base64])];
}

/** Every file below a folder in which a form of one of the values lies; links are not followed. */
export async function findPlaintext(folder: string, values: readonly string[]): Promise<string[]> {
  const forms = values.flatMap(formsOfValue);
  const found: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (forms.some((form) => bytes.includes(form))) found.push(path.slice(folder.length + 1));
  }
  return found;
}
