import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { parseChart, type ChartFile, type Dependency } from '../../model/chart/chart-lock.ts';
import type { ChartUnit } from '../../model/render/chart-unit.ts';
import { digestOf, type RenderRecord } from '../../model/render/render-record.ts';
import { readTemplateFacts, type TemplateFacts } from '../../model/render/template-facts.ts';
import { digestContents, readChartName, readTemplates } from './chart-contents.ts';
import type { ListedFiles } from './file-digests.ts';

/** An umbrella chart as what it is made of. */
export interface ChartUnits {
  readonly units: ReadonlyMap<string, ChartUnit>;
  readonly chart: ChartFile;
  /** Why its subcharts cannot be told apart; undefined where they can. */
  readonly together: string | undefined;
}

type Files = ListedFiles['files'];

/** A chart in `charts/`, or the umbrella chart's own files, whose name is empty: in one entry or several archives. */
interface FoundChart {
  readonly name: string;
  readonly members: string[];
  readonly files: Files[number][];
  readonly digests: string[];
}

/** `folder` is the umbrella chart, absolute; names and facts of charts that did not change come from the record. */
export async function readChartUnits(
  folder: string,
  { files, isLink }: ListedFiles,
  record: RenderRecord,
): Promise<ChartUnits> {
  const chart = parseChart((await findText(join(folder, 'Chart.yaml'))) ?? '', 'Chart.yaml');
  const known = new Map([...record].map(([name, unit]) => [unit.chart, { ...unit, name }]));
  const charts = new Map<string, FoundChart>();
  for (const [member, own] of groupByMember(files)) {
    const digest = await digestContents(folder, own);
    const recorded = known.get(digest);
    const name =
      member === ''
        ? ''
        : (recorded?.chartName ?? recorded?.name ?? (await readChartName(folder, member)));
    if (name === undefined)
      return { units: new Map(), chart, together: `charts/${member} is no chart` };
    const found = charts.get(name) ?? { name, members: [], files: [], digests: [] };
    found.members.push(member);
    found.files.push(...own);
    found.digests.push(digest);
    charts.set(name, found);
  }
  const units = new Map<string, ChartUnit>();
  for (const found of charts.values()) {
    const digest = found.digests.length === 1 ? (found.digests[0] ?? '') : digestOf(found.digests);
    const facts =
      known.get(digest)?.facts ?? readTemplateFacts(await readTemplates(folder, found.files));
    for (const unit of unitsOf(found, { digest, facts, chart })) units.set(unit.name, unit);
  }
  return { units, chart, together: findReason({ units, chart, isLink, files }) };
}

/** Of a chart with aliases there are several. */
function unitsOf(
  { name: chartName, members }: FoundChart,
  found: { readonly digest: string; readonly facts: TemplateFacts; readonly chart: ChartFile },
): ChartUnit[] {
  const { digest, facts, chart } = found;
  const entries =
    chartName === '' ? [] : (chart.dependencies ?? []).filter(({ name }) => name === chartName);
  const names = new Set(entries.map(({ alias }) => alias ?? chartName));
  return [...(names.size > 0 ? names : [chartName])].map((name) => ({
    ...{ name, chartName, members, chart: digest, facts },
    entries: JSON.stringify(entries),
    conditions: entries.flatMap(headsOf),
  }));
}

const headsOf = ({ condition = '' }: Dependency): string[] =>
  condition.split(',').flatMap((path) => path.trim().split('.')[0] || []);

function findReason(found: {
  units: ReadonlyMap<string, ChartUnit>;
  chart: ChartFile;
  isLink: boolean;
  files: Files;
}): string | undefined {
  if (found.isLink) return 'a file of the umbrella chart is a link';
  if (found.files.some(([path]) => path === 'values.schema.json'))
    return 'values.schema.json of the umbrella chart judges the values of all';
  const importer = found.chart.dependencies?.find((one) => one['import-values']?.length);
  if (importer) return `import-values of ${importer.name} changes values of the umbrella chart`;
  return [...found.units.values()].find(({ facts }) => facts.crosses)?.facts.crosses;
}

/** Values and Chart.lock of the umbrella chart count by what is in them, not as files. */
function groupByMember(files: Files): Map<string, Files[number][]> {
  const groups = new Map<string, Files[number][]>([['', []]]);
  for (const file of files) {
    const [path] = file;
    if (path === 'values.yaml' || path === 'Chart.lock') continue;
    const member = /^charts\/([^_./][^/]*)/.exec(path)?.[1] ?? '';
    const group = groups.get(member);
    if (group) group.push(file);
    else groups.set(member, [file]);
  }
  return groups;
}
