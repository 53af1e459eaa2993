import { join, posix } from 'node:path';
import { findText } from '../../io/files.ts';
import type { FileTree } from '../../model/build-key/build-key.ts';
import type { ChartFile } from '../../model/chart/chart-lock.ts';
import {
  findDefiners,
  findProviders,
  type ChartUnit,
  type Definers,
} from '../../model/render/chart-unit.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { readsSubcharts } from '../../model/render/reads-subcharts.ts';
import { planRender, type RenderPlan } from '../../model/render/render-plan.ts';
import {
  digestOf,
  parseRenderRecord,
  renderRecordName,
  type RenderRecord,
} from '../../model/render/render-record.ts';
import { unitOf } from '../../model/render/rendered-unit.ts';
import {
  digestInputs,
  type InputsOfUnit,
  type ValuesFile,
} from '../../model/render/unit-inputs.ts';
import { cutSections } from '../../model/render/value-sections.ts';
import type { HelmTemplate } from '../../tools/helm.ts';
import { readToolVersion } from '../../tools/read-tool-version.ts';
import type { StageContext } from '../stage-context.ts';
import { readTemplates } from './chart-contents.ts';
import { openFileDigests, type FileDigests, type ListedFiles } from './file-digests.ts';
import { readChartUnits } from './read-chart-units.ts';

/** What the committed snapshot can still be used for. */
export interface UnitsPlan {
  readonly plan: RenderPlan;
  readonly record: RenderRecord;
  readonly units: ReadonlyMap<string, ChartUnit>;
  readonly inputs: ReadonlyMap<string, InputsOfUnit>;
  /** Digest of the files of each unit in the tree as it lies there. */
  readonly trees: ReadonlyMap<string, string>;
  readonly chart: ChartFile;
  readonly values: readonly ValuesFile[];
}

export interface UnitsQuestion {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  readonly request: HelmTemplate;
  /** Do not use the committed snapshot. */
  readonly full: boolean;
  /** The files of the workspace as Git sees them, where that is known. */
  readonly tree?: FileTree | undefined;
}

/** Compares what the snapshot was made from, and what it is, with what lies there now. */
export async function planUnits(question: UnitsQuestion, stage: StageContext): Promise<UnitsPlan> {
  const { repository, environment, request } = question;
  const versions = Promise.allSettled(
    (['helm', 'kbld'] as const).map((tool) => readToolVersion(stage.run, tool)),
  );
  const digests = await openFileDigests(stage.root, question.tree);
  const record = parseRenderRecord(
    await findText(join(stage.root, environment.release, renderRecordName)),
  );
  const listed = await digests.list(repository.chart);
  const { units, chart, together } = await readChartUnits(request.chart, listed, record);
  const values = await readValues(request);
  const definers = findDefiners(units);
  const readsAll = await findReader(request.chart, { units, definers, listed });
  const { release, namespace, kubernetes, name } = request;
  const inputs = digestInputs({
    units,
    definers,
    values,
    readsAll: readsAll !== undefined,
    shared: [...(await versions).map(valueOf), release, namespace, kubernetes, name],
  });
  const trees = await readTrees(digests, environment, name);
  const plan: RenderPlan = question.full
    ? { kind: 'full', why: 'it was asked for' }
    : planRender({ record, inputs, trees, together, readsAll });
  return { plan, record, units, inputs, trees, chart, values };
}

/** In their order, so that of two tools that are missing the same one is always named. */
function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** First those of the chart itself. */
async function readValues({ chart, values }: HelmTemplate): Promise<ValuesFile[]> {
  const files = [join(chart, 'values.yaml'), ...values];
  const texts = await Promise.all(files.map((file) => findText(file)));
  return texts.map((text = '') => ({ text, sections: cutSections(text) }));
}

interface ReaderQuestion {
  readonly units: ReadonlyMap<string, ChartUnit>;
  readonly definers: Definers;
  readonly listed: ListedFiles;
}

/** Why the umbrella chart's own templates need the values of all subcharts. */
async function findReader(
  folder: string,
  { units, definers, listed }: ReaderQuestion,
): Promise<string | undefined> {
  const own = units.get('');
  if (!own) return undefined;
  if (own.facts.isDynamic) return 'the umbrella chart calls computed templates';
  const providers = findProviders(own, units, definers);
  const members = [...providers].flatMap((name) => units.get(name)?.members ?? []);
  const files = listed.files.filter(
    ([path]) =>
      !path.startsWith('charts/') || members.some((one) => path.startsWith(`charts/${one}`)),
  );
  const templates = await readTemplates(folder, files);
  return readsSubcharts(templates, new Set([...units.keys()].filter(Boolean)));
}

/** Digest of the files of each unit in the tree. */
async function readTrees(
  digests: FileDigests,
  { release }: Environment,
  chart: string,
): Promise<Map<string, string>> {
  const { files } = await digests.listKnown(posix.join(release, chart));
  const parts = new Map<string, string[]>();
  for (const [path, digest] of files) {
    const full = `${chart}/${path}`;
    const unit = parts.get(unitOf(full)) ?? [];
    unit.push(full, digest);
    parts.set(unitOf(full), unit);
  }
  return new Map([...parts].map(([name, list]) => [name, digestOf(list)]));
}
