import { stringify } from 'yaml';
import { digestDependencies, type Dependency } from './chart-lock.ts';

/** The SHA-256 of vendored archives by file name: Helm's own digest covers names and versions only. */
export type ArchivePins = ReadonlyMap<string, string>;

const line = /^# archive: (\S+) (sha256:[0-9a-f]{64})$/gm;

/** The comment lines of a Chart.lock that `formatChartLock` wrote; none in one that Helm wrote. */
export const readArchivePins = (lockText: string): ArchivePins =>
  new Map([...lockText.matchAll(line)].map(([, name = '', digest = '']) => [name, digest]));

/**
 * Chart.lock as Helm reads it. No time of generation: the same charts give the same bytes. `wanted` are the
 * dependencies of Chart.yaml with every `@name` replaced by its URL.
 */
export function formatChartLock(
  wanted: readonly Dependency[],
  locked: readonly Dependency[],
  pins: ArchivePins,
): string {
  const entries = locked.map(({ name = '', repository = '', version = '' }) => ({
    name,
    repository,
    version,
  }));
  return [
    ...[...pins]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, digest]) => `# archive: ${file} ${digest}\n`),
    stringify(
      { dependencies: entries, digest: digestDependencies(wanted, entries) },
      { indentSeq: false, lineWidth: 0 },
    ),
  ].join('');
}
