import { join } from 'node:path';
import { findText, removeFile, writeIfChanged } from '../../io/files.ts';
import type { Dependency } from '../../model/chart/chart-lock.ts';
import { formatChartLock } from '../../model/chart/chart-pins.ts';
import { GitopsError } from '../../model/errors.ts';
import { isInRange } from '../../model/chart/version-range.ts';
import { listRepositories } from '../../tools/helm-pull.ts';
import type { StageContext } from '../stage-context.ts';
import { checkPin, fetchChart, vendorChart, type FetchedChart } from './fetch-charts.ts';
import {
  judgeDependencies,
  readVersion,
  type JudgedChart,
  type JudgedDependency,
} from './judge-dependencies.ts';
import { asWanted, noSuchChart, prepareDependencies } from './prepare-dependencies.ts';

export interface UpdatedDependency {
  readonly name: string;
  readonly alias: string | undefined;
  readonly from: string | undefined;
  readonly to: string;
}

/**
 * Moves the dependencies of a chart to the newest versions in their ranges, and writes Chart.lock. `names` limits it
 * to some; the others keep what is locked as long as it is in the range.
 */
export async function updateDependencies(
  chart: string,
  names: readonly string[],
  stage: StageContext,
): Promise<readonly UpdatedDependency[]> {
  const judged = await judgeDependencies(stage.root, chart);
  refuseUnknown(names, judged.dependencies, chart);
  const resolved = await Promise.all(
    judged.dependencies.map((one) => resolve(one, chart, names, stage)),
  );
  const fetched = resolved.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  for (const one of fetched) checkPin(one, judged.pins, chart);
  const versions = resolved.map((one) => (typeof one === 'string' ? one : one.version));
  const updates = judged.dependencies.flatMap(({ name, alias, locked }, index) =>
    versions[index] === locked ? [] : [{ name, alias, from: locked, to: versions[index] ?? '' }],
  );
  if (stage.dryRun) return updates;
  for (const one of fetched) await vendorChart(stage.root, chart, one);
  for (const { file, name, version } of judged.archives) {
    const isRemote = judged.dependencies.some((one) => one.name === name);
    const isWanted = judged.dependencies.some(
      (one, index) => one.name === name && versions[index] === version,
    );
    if (isRemote && !isWanted) await removeFile(join(stage.root, file));
  }
  await writeLock(chart, judged, versions, fetched, stage);
  await prepareDependencies(chart, stage);
  return updates;
}

/** The version that is to be locked; of a repository's chart the chart itself, where it was fetched. */
async function resolve(
  one: JudgedDependency,
  chart: string,
  names: readonly string[],
  stage: StageContext,
): Promise<string | FetchedChart> {
  const { source, locked, range, name } = one;
  if (source.kind === 'embedded' || source.kind === 'path') {
    const version = await readVersion(stage.root, source.folder);
    if (version === undefined) throw noSuchChart(one, source.folder, chart);
    if (isInRange(version, range) !== false) return version;
    throw new GitopsError(
      'CHART_MISMATCH',
      `${source.folder} is version ${version}, ${chart}/Chart.yaml wants ${range}`,
      'Correct the range, or the version of the chart.',
    );
  }
  const isAsked = names.length === 0 || names.includes(name);
  if (!isAsked && locked !== undefined && isInRange(locked, range) !== false) return locked;
  return fetchChart(asWanted(one, chart, range === '' ? '*' : range), stage);
}

async function writeLock(
  chart: string,
  judged: JudgedChart,
  versions: readonly string[],
  fetched: readonly FetchedChart[],
  { root, run }: StageContext,
): Promise<void> {
  const path = join(root, chart, 'Chart.lock');
  const wanted = await withUrls(judged.wanted, run);
  const locked = wanted.map((dependency, index) => ({
    ...dependency,
    version: versions[index] ?? '',
  }));
  const files = new Map(
    judged.dependencies.map(({ name, source }, index) => [
      `${name}-${versions[index]}.tgz`,
      source.kind,
    ]),
  );
  const known = new Map([
    ...judged.archives.map(
      ({ name, version, digest }) => [`${name}-${version}.tgz`, digest] as const,
    ),
    ...judged.pins,
    ...fetched.map(({ file, digest }) => [file, digest] as const),
  ]);
  const pins = new Map(
    [...known].filter(([file]) => !['embedded', 'path', undefined].includes(files.get(file))),
  );
  if (wanted.length === 0 && (await findText(path)) === undefined) return;
  await writeIfChanged(path, formatChartLock(wanted, locked, pins));
}

/** Helm's digest is made with the address that its own configuration has for `@name`. */
async function withUrls(
  wanted: readonly Dependency[],
  run: StageContext['run'],
): Promise<Dependency[]> {
  const named = /^(?:@|alias:)(.+)$/;
  if (!wanted.some(({ repository = '' }) => named.test(repository))) return [...wanted];
  const repositories = await listRepositories(run);
  return wanted.map((dependency) => {
    const name = named.exec(dependency.repository ?? '')?.[1];
    const url = repositories.find((one) => one.name === name)?.url;
    return url === undefined ? dependency : { ...dependency, repository: url };
  });
}

function refuseUnknown(
  names: readonly string[],
  dependencies: readonly JudgedDependency[],
  chart: string,
): void {
  const unknown = names.find((name) => !dependencies.some((one) => one.name === name));
  if (unknown === undefined) return;
  throw new GitopsError(
    'OPTIONS_INVALID',
    `${chart}/Chart.yaml has no dependency "${unknown}"`,
    `Name some of: ${dependencies.map(({ name }) => name).join(', ') || '(none)'}.`,
  );
}
