import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { isGitopsError } from '../../model/errors.ts';
import { joinRendered } from '../../model/rendered-document.ts';
import { splitUnits, type RenderedUnit } from '../../model/rendered-unit.ts';
import { helmTemplate, type HelmTemplate } from '../../tools/helm.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';
import { makePartialChart } from './partial-chart.ts';
import type { UnitsPlan } from './plan-units.ts';

/** What Helm rendered anew. */
export interface FreshUnits {
  readonly units: readonly RenderedUnit[];
  /** All of them, or those that changed. */
  readonly isFull: boolean;
}

/** The first step of the pipeline: charts and values → units, as few as the plan allows. */
export async function renderUnits(
  planned: UnitsPlan,
  request: HelmTemplate,
  stage: StageContext,
): Promise<FreshUnits> {
  const { plan } = planned;
  if (plan.kind === 'full') {
    stage.detail(`Rendering all subcharts: ${plan.why}`);
    return { units: await renderAll(request, stage), isFull: true };
  }
  if (plan.changed.size === 0) return { units: [], isFull: false };
  const isFull = plan.changed.size === planned.units.size;
  const names = [...plan.changed].map((name) => name || 'the umbrella chart');
  stage.detail(`Rendering ${isFull ? 'each of all subcharts' : names.join(', ')}`);
  try {
    return { units: await renderSome([...plan.changed], planned, request, stage), isFull };
  } catch (error) {
    if (!isGitopsError(error)) throw error;
    // A chart that needs another one in a way that its text does not show, or a fault: the full render tells.
    stage.detail(`Rendering all subcharts: some cannot be rendered alone (${error.problem})`);
    return { units: await renderAll(request, stage), isFull: true };
  }
}

const renderAll = async (request: HelmTemplate, stage: StageContext): Promise<RenderedUnit[]> =>
  splitUnits(joinRendered(await helmTemplate(stage.run, request, stage.root)));

/**
 * A run of Helm costs as much as a dozen subcharts: smaller shares are not worth one of their own. What it takes of
 * memory grows with their number.
 */
const [smallestShare, largestShare] = [12, 128];

const renderSome = (
  names: readonly string[],
  { units, inputs, chart, values }: UnitsPlan,
  request: HelmTemplate,
  stage: StageContext,
): Promise<RenderedUnit[]> =>
  withTemporaryFolder(stage.root, async (folder) => {
    const cores = availableParallelism();
    const count = Math.max(
      Math.min(cores, Math.ceil(names.length / smallestShare)),
      Math.ceil(names.length / largestShare),
    );
    const shares = Array.from({ length: count }, (_, share) =>
      names.filter((_name, at) => at % count === share),
    );
    const renderShare = async ([share, some]: readonly [number, readonly string[]]): Promise<
      RenderedUnit[]
    > => {
      const all = new Set([
        ...some,
        ...some.flatMap((name) => [...(inputs.get(name)?.providers ?? [])]),
      ]);
      const chosen = [...all].flatMap((name) => units.get(name) ?? []);
      const parts = { request, chart, units, values, chosen };
      const partial = await makePartialChart(parts, join(folder, String(share)));
      const wanted = new Set(some);
      return (await renderAll(partial, stage)).filter(({ name }) => wanted.has(name));
    };
    return (await inParallel([...shares.entries()], renderShare, cores)).flat();
  });
