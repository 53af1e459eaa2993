import type { FileTree } from '../../model/build-key/build-key.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { RenderRecord } from '../../model/render/render-record.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import { compareUnits } from '../../model/render/state-segments.ts';
import type { HelmTemplate } from '../../tools/helm.ts';
import { findEncryptedValues } from '../secrets/encrypted-values.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import type { StageContext } from '../stage-context.ts';
import { planUnits, type UnitsPlan } from './plan-units.ts';
import { refuseAmbiguous } from './refuse-ambiguous.ts';
import { renderAll, renderUnits, type OnUnits } from './render-units.ts';
import { renderWithSecrets } from './render-with-secrets.ts';

export interface ChartInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  readonly request: HelmTemplate;
  readonly full?: boolean;
  readonly tree?: FileTree | undefined;
  readonly onUnits?: OnUnits;
}

/** The units of an environment after Helm. */
export interface MadeUnits {
  /** Those that were made anew, and whether these are all. */
  readonly units: readonly RenderedUnit[];
  readonly isFull: boolean;
  /** All that there are, in the order of the snapshot. */
  readonly names: readonly string[];
  /** Those that the tree has and the chart has not. */
  readonly removed: readonly string[];
  /** What is known of those that were not made anew. */
  readonly kept: RenderRecord;
  readonly planned: UnitsPlan | undefined;
  /** The encrypted objects, each under the path where it will lie. */
  readonly sealed: readonly EncryptedManifests[];
  readonly sealedFiles: ReadonlyMap<string, string>;
}

export async function makeUnits(
  input: ChartInput,
  mask: Mask,
  stage: StageContext,
): Promise<MadeUnits> {
  const { environment, request } = input;
  const values = await findEncryptedValues(environment, stage.root);
  if (values !== undefined) {
    const { release } = environment;
    const chart = await renderWithSecrets({ request, values, release }, mask, stage);
    const { units } = chart;
    refuseAmbiguous(units, input.repository.chart);
    const names = units.map(({ name }) => name);
    return { ...chart, ...nothingKept, units, names, planned: undefined };
  }
  const { full = false, onUnits = async () => {} } = input;
  // Helm needs no plan for all of it; that it fails is said where it is waited for.
  const begun = full ? renderAll(request, stage) : undefined;
  begun?.catch(() => undefined);
  const planned = await planUnits({ ...input, full }, stage);
  const fresh = await renderUnits(planned, { request, stage, onUnits, begun });
  const { units } = fresh;
  refuseAmbiguous(units, input.repository.chart);
  const names = [...planned.units.keys()].sort(compareUnits);
  const made = { units, names, planned, sealed: [], sealedFiles: new Map<string, string>() };
  if (fresh.isFull || planned.plan.kind === 'full') return { ...made, ...nothingKept };
  const { changed } = planned.plan;
  return {
    ...made,
    isFull: false,
    removed: [...planned.trees.keys(), ...changed].filter(
      (name) => changed.has(name) || !planned.units.has(name),
    ),
    kept: new Map([...planned.record].filter(([name]) => !changed.has(name))),
  };
}

const nothingKept = { isFull: true, removed: [], kept: new Map() as RenderRecord };
