import { gunzipSync } from 'node:zlib';

/** The regular files of a packaged chart: path inside of it → content. */
export function readArchive(bytes: Uint8Array): Map<string, Buffer> {
  const tar = gunzipSync(bytes);
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const field = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0[\s\S]*$/, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    const content = tar.subarray(at + 512, at + 512 + size);
    const type = field(156, 1);
    if (type === 'L') longName = content.toString('utf8').replace(/\0[\s\S]*$/, '');
    else if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1];
    else {
      const name = longName ?? [field(345, 155), field(0, 100)].filter(Boolean).join('/');
      if (type === '' || type === '0') files.set(name.replace(/^[^/]*\//, ''), content);
      longName = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
