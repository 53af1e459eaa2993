import { join, posix } from 'node:path';
import { findBytes, findText, listNames } from '../../io/files.ts';
import { readChartArchive } from '../../model/chart/chart-archive.ts';
import { parseChart, type Dependency } from '../../model/chart/chart-lock.ts';
import { readArchivePins, type ArchivePins } from '../../model/chart/chart-pins.ts';
import { findSource, type ChartSource } from '../../model/chart/chart-source.ts';
import { GitopsError } from '../../model/errors.ts';
import { sha256 } from '../../model/sha256.ts';
import { isInRange } from '../../model/chart/version-range.ts';

/** An archive in `charts/`. */
export interface VendoredArchive {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

/** A dependency of a chart, and what lies in `charts/` for it. */
export interface JudgedDependency {
  readonly name: string;
  readonly alias: string | undefined;
  readonly range: string;
  readonly repository: string;
  readonly source: ChartSource;
  /** What Chart.lock says. */
  readonly locked: string | undefined;
  /** The version of what is there. */
  readonly present: string | undefined;
  /** `differs` is an error, `missing` can be fetched. */
  readonly state: 'ok' | 'missing' | 'differs';
  readonly problem: string | undefined;
}

export interface JudgedChart {
  readonly wanted: readonly Dependency[];
  readonly locked: readonly Dependency[];
  readonly pins: ArchivePins;
  readonly archives: readonly VendoredArchive[];
  readonly dependencies: readonly JudgedDependency[];
}

/** Compares Chart.yaml, Chart.lock and `charts/` of a chart. Reads files only. */
export async function judgeDependencies(root: string, chart: string): Promise<JudgedChart> {
  const text = await findText(join(root, chart, 'Chart.yaml'));
  if (text === undefined) {
    throw new GitopsError(
      'CHART_INVALID',
      `${chart}/Chart.yaml does not exist`,
      'A config repository has its umbrella chart in the folder "umbrella-chart".',
    );
  }
  const lockText = (await findText(join(root, chart, 'Chart.lock'))) ?? '';
  const wanted = parseChart(text, `${chart}/Chart.yaml`).dependencies ?? [];
  const locked = parseChart(lockText, `${chart}/Chart.lock`).dependencies ?? [];
  const pins = readArchivePins(lockText);
  const archives = wanted.length === 0 ? [] : await listArchives(root, chart);
  const dependencies = await Promise.all(
    wanted.map((dependency, index) => {
      const entry = locked[index]?.name === dependency.name ? locked[index] : undefined;
      const found = entry ?? locked.find(({ name }) => name === dependency.name);
      return judge(dependency, found?.version, { root, chart, archives, pins });
    }),
  );
  return { wanted, locked, pins, archives, dependencies };
}

interface Place {
  readonly root: string;
  readonly chart: string;
  readonly archives: readonly VendoredArchive[];
  readonly pins: ArchivePins;
}

async function judge(
  dependency: Dependency,
  locked: string | undefined,
  { root, chart, archives, pins }: Place,
): Promise<JudgedDependency> {
  const { name = '', version: range = '', repository = '', alias } = dependency;
  const source = findSource(dependency, chart);
  const base = { name, alias, range: String(range), repository, source, locked };
  const folder = source.kind === 'embedded' ? source.folder : posix.join(chart, 'charts', name);
  const unpacked = await readVersion(root, folder);
  const packed = archives.filter((archive) => archive.name === name);
  const differs = (problem: string): JudgedDependency => ({
    ...base,
    present: unpacked ?? packed[0]?.version,
    state: 'differs',
    problem,
  });
  if (unpacked !== undefined && packed[0]) {
    return differs(`${folder} and ${packed[0].file} are both there; Helm takes either`);
  }
  if (unpacked !== undefined) {
    return isInRange(unpacked, base.range) === false
      ? differs(`${folder} is version ${unpacked}, Chart.yaml wants ${base.range}`)
      : { ...base, present: unpacked, state: 'ok', problem: undefined };
  }
  const right = packed.find(({ version }) => version === locked);
  const missing = {
    ...base,
    present: packed[0]?.version,
    state: 'missing',
    problem: 'not in charts/',
  } as const;
  if (!right) return missing;
  const pin = pins.get(posix.basename(right.file));
  return pin !== undefined && pin !== right.digest
    ? differs(`${right.file} is not the archive that Chart.lock records`)
    : { ...base, present: right.version, state: 'ok', problem: undefined };
}

export async function readVersion(root: string, folder: string): Promise<string | undefined> {
  const text = await findText(join(root, folder, 'Chart.yaml'));
  return text === undefined
    ? undefined
    : String(parseChart(text, `${folder}/Chart.yaml`).version ?? '');
}

async function listArchives(root: string, chart: string): Promise<VendoredArchive[]> {
  const folder = posix.join(chart, 'charts');
  const names = (await listNames(join(root, folder))).filter((name) => name.endsWith('.tgz'));
  return Promise.all(names.map((name) => readArchive(root, posix.join(folder, name))));
}

export async function readArchive(root: string, file: string): Promise<VendoredArchive> {
  const bytes = (await findBytes(join(root, file))) ?? new Uint8Array();
  const { name, version } = readChartArchive(bytes, file);
  return { file, name, version, digest: sha256(bytes) };
}
