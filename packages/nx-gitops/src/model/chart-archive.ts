import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parseChart } from './chart-lock.ts';
import { GitopsError } from './errors.ts';

/** A packed chart: who it says it is, and the content of its files by their path in it. */
export interface ChartArchive {
  readonly name: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The bytes of a `.tgz` that Helm packed → its value. `file` is for messages. */
export function readChartArchive(bytes: Uint8Array, file: string): ChartArchive {
  const files = unpack(bytes, file);
  const top = [...files.keys()].find((path) => /^[^/]+\/Chart\.yaml$/.test(path));
  const text = top === undefined ? undefined : files.get(top);
  if (text === undefined) throw invalid(file, 'has no Chart.yaml');
  const { name = '', version = '' } = parseChart(Buffer.from(text).toString('utf8'), file);
  return { name, version: String(version), files };
}

/** Two archives with equal contents have one digest, whatever their time stamps. */
export function digestContents(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return `sha256:${hash.digest('hex')}`;
}

const block = 512;

/** ustar with the pax headers that Go writes for long names. */
function unpack(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  let tar: Buffer;
  try {
    tar = gunzipSync(bytes);
  } catch (error) {
    throw invalid(file, `is no archive (${(error as Error).message})`);
  }
  const files = new Map<string, Uint8Array>();
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(readText(header, 124, 12), 8) || 0;
    const content = tar.subarray(at + block, at + block + size);
    const kind = readText(header, 156, 1);
    const prefix = readText(header, 345, 155);
    const name = readText(header, 0, 100);
    if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]+)\n/.exec(content.toString('utf8'))?.[1];
    else if (kind === 'L') longName = readText(content, 0, size);
    else {
      if (kind === '0' || kind === '') {
        files.set(longName ?? (prefix ? `${prefix}/${name}` : name), content);
      }
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

const readText = (bytes: Buffer, from: number, length: number): string =>
  bytes
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/[\0 ]*$/, '')
    .split('\0')[0] ?? '';

const invalid = (file: string, problem: string): GitopsError =>
  new GitopsError(
    'CHART_MISMATCH',
    `${file} ${problem}`,
    'Delete it and fetch it again: nx-gitops charts update.',
  );
