import { createHash } from 'node:crypto';
import { parseChart } from './chart-lock.ts';
import { GitopsError } from '../errors.ts';
import { readTar } from './read-tar.ts';

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
  const { name = '', version = '' } = parseChart(text.toString('utf8'), file);
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

function unpack(bytes: Uint8Array, file: string): Map<string, Buffer> {
  try {
    return readTar(bytes);
  } catch (error) {
    throw invalid(file, `is no archive (${(error as Error).message})`);
  }
}

const invalid = (file: string, problem: string): GitopsError =>
  new GitopsError(
    'CHART_MISMATCH',
    `${file} ${problem}`,
    'Delete it and fetch it again: nx-gitops charts update.',
  );
