import { hashBlob } from '../../model/build-key/hash-blob.ts';
import { noFiles } from '../../model/render/render-plan.ts';
import { digestOf, formatRenderRecord, type UnitRecord } from '../../model/render/render-record.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import { countDocuments } from '../../model/render/state-segments.ts';
import type { MadeUnits } from './make-units.ts';
import type { PinnedRecord } from './pin-units.ts';

/** The record of a snapshot by units; undefined where encrypted values make all of them hang together. */
export function formatUnits(
  { planned, kept, units }: MadeUnits,
  pinned: readonly PinnedRecord[],
): string | undefined {
  if (planned === undefined) return undefined;
  const fresh = new Map(units.map((unit) => [unit.name, unit]));
  const record = new Map<string, UnitRecord>();
  for (const { name, text, images, pins, isNew } of pinned) {
    const known = kept.get(name);
    const unit = planned.units.get(name);
    const inputs = planned.inputs.get(name);
    if (!unit || !inputs) continue;
    record.set(name, {
      chart: unit.chart,
      ...(unit.chartName === name ? {} : { chartName: unit.chartName }),
      facts: unit.facts,
      inputs: inputs.digest,
      tree: known?.tree ?? digestTree(fresh.get(name)),
      images,
      pins,
      documents: known && !isNew ? known.documents : countDocuments(text),
      state: known && !isNew ? known.state : digestOf([text]),
    });
  }
  return formatRenderRecord(record);
}

const digestTree = (unit: RenderedUnit | undefined): string =>
  unit === undefined || unit.files.size === 0
    ? noFiles
    : digestOf([...unit.files].flatMap(([path, text]) => [path, hashBlob(Buffer.from(text))]));
