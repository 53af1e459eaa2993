import { gunzipSync } from 'node:zlib';

const block = 512;

/** The regular files of a `.tgz`: path → content. ustar with the headers that Go writes for long names. */
export function readTar(bytes: Uint8Array): Map<string, Buffer> {
  const tar = gunzipSync(bytes);
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const field = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0[\s\S]*$/, '');
    const size = Number.parseInt(field(124, 12), 8) || 0;
    const content = tar.subarray(at + block, at + block + size);
    const type = field(156, 1);
    if (type === 'L') longName = content.toString('utf8').replace(/\0[\s\S]*$/, '');
    else if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1];
    else {
      const name = longName ?? [field(345, 155), field(0, 100)].filter(Boolean).join('/');
      if (type === '' || type === '0') files.set(name, content);
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

/** The files of a packaged chart by their path inside of it. */
export const readArchive = (bytes: Uint8Array): Map<string, Buffer> =>
  new Map([...readTar(bytes)].map(([path, content]) => [path.replace(/^[^/]*\//, ''), content]));
