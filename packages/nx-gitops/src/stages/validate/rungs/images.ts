import { countOf } from '../../../model/count-of.ts';
import { findImages, isByDigest } from '../../../model/lock/images-in-manifests.ts';
import { nameOf } from '../../../model/manifest/manifest.ts';
import type { Rung } from '../rung.ts';

/** Every image is named by digest. */
export const imagesRung: Rung = {
  name: 'images',
  climb: async ({ text, objects, file }, { environment }) => {
    const images = findImages(text, file);
    const findings = images
      .filter(({ image }) => !isByDigest(image))
      .map(({ image, line }) => {
        const object = objects.findLast((one) => one.line <= line);
        return {
          rung: 'images' as const,
          rule: 'image-pinned',
          severity: environment.unpinned.includes(image)
            ? ('warning' as const)
            : ('error' as const),
          ...{ file, line, object: object ? nameOf(object) : '' },
          message: `image "${image}" is not pinned by a digest`,
        };
      });
    return { summary: countOf(images.length, 'image'), findings };
  },
};
