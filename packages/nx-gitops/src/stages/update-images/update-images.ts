import { join } from 'node:path';
import { writeIfChanged } from '../../io/files.ts';
import type { StageContext } from '../stage-context.ts';
import { planBaseImages } from './plan-base-images.ts';
import { planThirdParty } from './plan-third-party.ts';
import type { ImageUpdate, UpdateImagesInput } from './update-plan.ts';

/** Pins newer versions of third-party images by policy, and of the base images of services. */
export async function updateImages(
  input: UpdateImagesInput,
  stage: StageContext,
): Promise<readonly ImageUpdate[]> {
  // Everything is asked before anything is written: a registry that fails leaves all files as they are.
  const plans = [await planThirdParty(input, stage), await planBaseImages(input, stage)];
  for (const [path, text] of plans.flatMap(({ files }) => [...files])) {
    if (!stage.dryRun) await writeIfChanged(join(stage.root, path), text);
  }
  return plans.flatMap(({ updates }) => updates);
}

/** Updates as lines for a person. */
export const formatUpdates = (updates: readonly ImageUpdate[], dryRun: boolean): string[] =>
  updates.length === 0
    ? ['All images are the newest that their policies allow']
    : updates.map(
        ({ image, tag, before, after, file }) =>
          `${file}: ${image} ${dryRun ? 'would become' : 'is now'} ${tag} (${short(before)} → ${short(after)})`,
      );

const short = (digest: string): string => digest.slice(0, 19);
