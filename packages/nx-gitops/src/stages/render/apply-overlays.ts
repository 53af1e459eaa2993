import type { RenderedUnit } from '../../model/rendered-unit.ts';
import { inParallel } from '../secrets/in-parallel.ts';

/** A step between Helm and kbld that reshapes manifests: kustomize, ytt, a function. */
export interface Overlay {
  /** How messages call it. */
  readonly name: string;
  /** Digest of everything that decides what it does, its tool's version included. */
  readonly inputs: string;
  /** Is given one unit at a time, so that tools which are worse than linear stay cheap; sees no other unit. */
  readonly apply: (unit: RenderedUnit) => Promise<RenderedUnit>;
}

/** The second step of the pipeline: each unit through all overlays in their order. */
export const applyOverlays = (
  units: readonly RenderedUnit[],
  overlays: readonly Overlay[],
): Promise<readonly RenderedUnit[]> =>
  overlays.length === 0
    ? Promise.resolve(units)
    : inParallel(units, async (unit) => {
        let shaped = unit;
        for (const { apply } of overlays) shaped = await apply(shaped);
        return shaped;
      });
