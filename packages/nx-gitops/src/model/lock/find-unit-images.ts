import { readImages, type FoundImage, type ReadImages } from './images-in-manifests.ts';
import { isManifestFile, type RenderedUnit } from '../render/rendered-unit.ts';

/** The images of the manifests of some units, with the file that each is in. */
export const findUnitImages = (units: readonly RenderedUnit[]): FoundImage[] =>
  units.flatMap((unit) => readUnitImages(unit).images);

export function readUnitImages({ files }: RenderedUnit): ReadImages {
  const read = [...files].flatMap(([path, text]) =>
    isManifestFile(path) ? [readImages(text, path)] : [],
  );
  return {
    images: read.flatMap(({ images }) => images),
    isCertain: read.every(({ isCertain }) => isCertain),
  };
}
