import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { isGitopsError } from '../../model/errors.ts';
import { joinRendered } from '../../model/render/rendered-document.ts';
import { splitUnits, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import { helmTemplate, type HelmTemplate } from '../../tools/helm.ts';
import { inParallel } from '../in-parallel.ts';
import { cutShares } from '../shares.ts';
import type { StageContext } from '../stage-context.ts';
import { makePartialChart } from './partial-chart.ts';
import type { UnitsPlan } from './plan-units.ts';

/** What Helm rendered anew. */
export interface FreshUnits {
  readonly units: readonly RenderedUnit[];
  /** All of them, or those that changed. */
  readonly isFull: boolean;
}

/** What becomes of units as soon as they are there, while Helm is at others. */
export type OnUnits = (units: readonly RenderedUnit[]) => Promise<void>;

export interface RenderParts {
  readonly request: HelmTemplate;
  readonly stage: StageContext;
  readonly onUnits: OnUnits;
  /** All of it, where it was clear before the plan that it would be needed. */
  readonly begun?: Promise<RenderedUnit[]> | undefined;
}

/** The first step of the pipeline: charts and values → units, as few as the plan allows. */
export async function renderUnits(planned: UnitsPlan, parts: RenderParts): Promise<FreshUnits> {
  const { plan } = planned;
  const { request, stage } = parts;
  if (plan.kind === 'full') {
    stage.detail(`Rendering all subcharts: ${plan.why}`);
    return { units: await (parts.begun ?? renderAll(request, stage)), isFull: true };
  }
  if (plan.changed.size === 0) return { units: [], isFull: false };
  const isFull = plan.changed.size === planned.units.size;
  const names = [...plan.changed].map((name) => name || 'the umbrella chart');
  stage.detail(`Rendering ${isFull ? 'each of all subcharts' : names.join(', ')}`);
  try {
    return {
      units: await renderSome(planned, [...plan.changed], parts),
      isFull,
    };
  } catch (error) {
    if (!isGitopsError(error)) throw error;
    // A chart that needs another one in a way that its text does not show, or a fault: the full render tells.
    stage.detail(`Rendering all subcharts: some cannot be rendered alone (${error.problem})`);
    return { units: await renderAll(request, stage), isFull: true };
  }
}

export const renderAll = async (
  request: HelmTemplate,
  stage: StageContext,
): Promise<RenderedUnit[]> =>
  splitUnits(joinRendered(await helmTemplate(stage.run, request, stage.root)));

/** A run of Helm costs as much as a dozen subcharts. */
const sizes = { smallest: 12, largest: 256 };

const renderSome = (
  { units, inputs, chart, values }: UnitsPlan,
  names: readonly string[],
  { request, stage, onUnits }: RenderParts,
): Promise<RenderedUnit[]> =>
  withTemporaryFolder(stage.root, async (folder) => {
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
      const rendered = (await renderAll(partial, stage)).filter(({ name }) => wanted.has(name));
      await onUnits(rendered);
      return rendered;
    };
    const shares = [...cutShares(names, sizes).entries()];
    return (await inParallel(shares, renderShare, availableParallelism())).flat();
  });
