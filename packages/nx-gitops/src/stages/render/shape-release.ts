import { splitUnits, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import type { EncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import type { Overlay } from './overlays/overlay.ts';
import { shape } from './overlays/shape.ts';

export interface ShapedRelease {
  readonly units: readonly RenderedUnit[];
  readonly encrypted: readonly EncryptedManifests[];
}

/** All objects of a release through the overlays, in their order. */
export async function shapeRelease(
  { units, encrypted }: ShapedRelease,
  overlays: readonly Overlay[],
): Promise<ShapedRelease> {
  if (overlays.length === 0) return { units, encrypted };
  const files = new Map(units.flatMap((unit) => [...unit.files]));
  const shaped = await shape({ files, encrypted }, overlays);
  return { units: splitUnits(shaped.files), encrypted: shaped.encrypted };
}
