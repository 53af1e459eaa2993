import { findImages, type FoundImage } from './images-in-manifests.ts';
import { isManifestFile, type RenderedUnit } from '../render/rendered-unit.ts';

/** The images of the manifests of some units, with the file that each is in. */
export const findUnitImages = (units: readonly RenderedUnit[]): FoundImage[] =>
  units.flatMap(({ files }) =>
    [...files].flatMap(([path, text]) => (isManifestFile(path) ? findImages(text, path) : [])),
  );
