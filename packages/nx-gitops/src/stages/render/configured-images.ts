import type { FoundImage } from '../../model/lock/images-in-manifests.ts';
import { formatLockSet } from '../../model/lock/lock-set.ts';
import { isManifestFile, type RenderedUnit } from '../../model/render/rendered-unit.ts';
import { kbldInspect, kbldResolve } from '../../tools/kbld.ts';
import type { StageContext } from '../stage-context.ts';
import { cutStream, joinUnits } from './unit-stream.ts';

/**
 * The images that kbld finds by the search rules of a config repository, unit by unit. It says which images there
 * are, not where: with a number in the place of each, its answer shows that.
 */
export async function findConfiguredImages(
  units: readonly RenderedUnit[],
  rules: string,
  stage: StageContext,
): Promise<ReadonlyMap<RenderedUnit, readonly FoundImage[]>> {
  if (rules === '' || units.length === 0) return new Map();
  const stream = joinUnits(units);
  const images = await kbldInspect(stage.run, stream + rules);
  const numbers = new Map(
    images.map((image, at) => [image, `${place}/${at}@sha256:${'0'.repeat(64)}`]),
  );
  const config = `---\n${formatLockSet(numbers)}\n${rules}`;
  const texts = cutStream(await kbldResolve(stage.run, { stream: stream + config }));
  return new Map(
    units.map((unit, at) => {
      const found = [...(texts[at] ?? '').matchAll(numbered)].map(([, number]) => Number(number));
      return [unit, [...new Set(found)].flatMap((one) => locate(images[one] ?? '', unit))];
    }),
  );
}

const place = 'numbered.invalid';
const numbered = new RegExp(`${place.replace('.', '\\.')}/(\\d+)@sha256:0{64}`, 'g');

function locate(image: string, { files }: RenderedUnit): FoundImage {
  const manifests = [...files].filter(([path]) => isManifestFile(path));
  const [file, text = ''] = manifests.find(([, one]) => one.includes(image)) ??
    manifests[0] ?? [''];
  return { image, file, line: text.slice(0, Math.max(text.indexOf(image), 0)).split('\n').length };
}
