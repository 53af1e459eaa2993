import { join } from 'node:path';
import { findBytes, findText } from '../../io/files.ts';
import type { ChartUnit } from '../../model/chart-unit.ts';
import { parseChart, type ChartFile } from '../../model/chart-lock.ts';
import { hashBlob } from '../../model/hash-blob.ts';
import { readArchive } from '../../model/read-tar.ts';
import { digestOf, type RenderRecord } from '../../model/render-record.ts';
import { readTemplateFacts, type TemplateFile } from '../../model/template-facts.ts';
import type { ListedFiles } from './file-digests.ts';

/** An umbrella chart as what it is made of. */
export interface ChartUnits {
  readonly units: ReadonlyMap<string, ChartUnit>;
  readonly chart: ChartFile;
  /** Why its subcharts cannot be told apart; undefined where they can. */
  readonly together: string | undefined;
}

type Files = ListedFiles['files'];

/** `folder` is the umbrella chart, absolute; facts of charts that did not change come from the record. */
export async function readChartUnits(
  folder: string,
  { files, isLink }: ListedFiles,
  record: RenderRecord,
): Promise<ChartUnits> {
  const chart = parseChart((await findText(join(folder, 'Chart.yaml'))) ?? '', 'Chart.yaml');
  const dependencies = chart.dependencies ?? [];
  const members = groupBy(files, ([path]) => /^charts\/([^_./][^/]*)/.exec(path)?.[1] ?? '');
  const charts = new Map<string, string[]>();
  for (const member of members.keys()) {
    const name = member === '' ? '' : await readChartName(folder, member);
    if (name === undefined)
      return { units: new Map(), chart, together: `charts/${member} is no chart` };
    charts.set(name, [...(charts.get(name) ?? []), member]);
  }
  const units = new Map<string, ChartUnit>();
  for (const [chartName, its] of charts) {
    const own = its
      .flatMap((member) => members.get(member) ?? [])
      .filter(([path]) => path !== 'values.yaml' && path !== 'Chart.lock');
    const digest = digestOf(await digestContents(folder, own));
    const entries = chartName === '' ? [] : dependencies.filter(({ name }) => name === chartName);
    const names = [...new Set(entries.map(({ alias }) => alias ?? chartName))];
    for (const name of names.length > 0 ? names : [chartName]) {
      const known = record.get(name);
      units.set(name, {
        name,
        members: its,
        chart: digest,
        facts:
          known?.chart === digest
            ? known.facts
            : readTemplateFacts(await readTemplates(folder, own)),
        entries: JSON.stringify(entries),
        conditions: entries.flatMap(({ condition = '' }) => headsOf(condition)),
      });
    }
  }
  return { units, chart, together: findReason({ units, chart, isLink, files }) };
}

const headsOf = (condition: string): string[] =>
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

async function readChartName(folder: string, member: string): Promise<string | undefined> {
  const path = join(folder, 'charts', member);
  const text = member.endsWith('.tgz')
    ? readArchive((await findBytes(path)) ?? new Uint8Array())
        .get('Chart.yaml')
        ?.toString()
    : await findText(join(path, 'Chart.yaml'));
  const plain = /^name:[ \t]*([\w.-]+)[ \t]*$/m.exec(text ?? '')?.[1];
  return plain ?? (text === undefined ? undefined : parseChart(text, `${member}/Chart.yaml`).name);
}

/** An archive counts by what is in it: the same chart packed twice has other bytes. */
async function digestContents(folder: string, files: Files): Promise<string[]> {
  const parts: string[] = [];
  for (const [path, digest] of files) {
    parts.push(path);
    if (!path.endsWith('.tgz')) parts.push(digest);
    else {
      const contents = readArchive((await findBytes(join(folder, path))) ?? new Uint8Array());
      for (const [name, content] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
        parts.push(name, hashBlob(content));
      }
    }
  }
  return parts;
}

/** All templates of a chart, those of the charts inside of it and of their archives included. */
export async function readTemplates(folder: string, files: Files): Promise<TemplateFile[]> {
  const templates: TemplateFile[] = [];
  for (const [path, digest] of files) {
    if (path.endsWith('.tgz'))
      addArchive(path, (await findBytes(join(folder, path))) ?? Buffer.of());
    else if (isTemplate(path)) {
      templates.push({ path, text: (await findText(join(folder, path))) ?? '', digest });
    }
  }
  return templates;

  function addArchive(archive: string, bytes: Uint8Array): void {
    for (const [path, content] of readArchive(bytes)) {
      const full = `${archive}/${path}`;
      if (path.endsWith('.tgz')) addArchive(full, content);
      else if (isTemplate(path)) {
        templates.push({ path: full, text: content.toString(), digest: hashBlob(content) });
      }
    }
  }
}

const isTemplate = (path: string): boolean => /(?:^|\/)templates\//.test(path);

function groupBy(
  files: Files,
  keyOf: (file: Files[number]) => string,
): Map<string, Files[number][]> {
  const groups = new Map<string, Files[number][]>([['', []]]);
  for (const file of files) {
    const key = keyOf(file);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return groups;
}
