import { posix } from 'node:path';
import { isEncrypted } from '../../model/encrypted-document.ts';
import type { Mask } from '../../model/mask.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { joinRendered } from '../../model/rendered-document.ts';
import { splitUnits, type RenderedUnit } from '../../model/rendered-unit.ts';
import { helmTemplate } from '../../tools/helm.ts';
import { findEncryptedValues } from '../secrets/encrypted-values.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { renderSealed } from '../secrets/render-sealed.ts';
import { formatRecord, recordName } from '../secrets/sealed-record.ts';
import type { StageContext } from '../stage-context.ts';
import { prepareChart } from './render-chart.ts';

export interface ChartInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
}

/** What Helm makes of the umbrella chart. */
export interface RenderedChart {
  /** The plain objects: what overlays and kbld are given. */
  readonly units: readonly RenderedUnit[];
  /** The encrypted objects, each under the path where it will lie. */
  readonly sealed: readonly EncryptedManifests[];
  /** Files of the tree that hold encrypted objects beside plain ones, and the record of what they were made from. */
  readonly sealedFiles: ReadonlyMap<string, string>;
}

/** The first step of the pipeline: charts and values → units. */
export async function renderUnits(
  { repository, environment }: ChartInput,
  mask: Mask,
  stage: StageContext,
): Promise<RenderedChart> {
  const values = await findEncryptedValues(environment, stage.root);
  const request = await prepareChart(repository, environment, stage);
  if (values === undefined) {
    const units = splitUnits(joinRendered(await helmTemplate(stage.run, request, stage.root)));
    return { units, sealed: [], sealedFiles: new Map() };
  }
  const { release } = environment;
  const { documents, record } = await renderSealed({ request, values, release }, mask, stage);
  const sealed = documents.filter(({ text }) => isEncrypted(text));
  const plain = documents.filter(({ text }) => !isEncrypted(text));
  const touched = new Set(sealed.map(({ source }) => source));
  return {
    units: splitUnits(joinRendered(plain)),
    sealed: sealed.map(({ source, text }) => ({
      path: posix.join(release, source),
      documents: [text],
    })),
    sealedFiles: new Map([
      ...joinRendered(documents.filter(({ source }) => touched.has(source))),
      [recordName, formatRecord(record)],
    ]),
  };
}
