import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { parseImageReference } from '../../model/lock/image-reference.ts';
import { findPinnedBases, pinBase } from '../../model/build-key/pin-base.ts';
import { openCrane } from '../../tools/crane.ts';
import { askRegistry } from '../lock/ask-registry.ts';
import type { StageContext } from '../stage-context.ts';
import { nameIsMeant } from './name-is-meant.ts';
import type { ImageUpdate, UpdateImagesInput, UpdatePlan } from './update-plan.ts';

/** Dockerfiles with the digests that the tags of their bases have by now. The services are stale then. */
export async function planBaseImages(
  { services, only }: UpdateImagesInput,
  stage: StageContext,
): Promise<UpdatePlan> {
  const files = new Map<string, string>();
  const updates: ImageUpdate[] = [];
  const asked = new Map<string, string | undefined>();
  const paths = services.flatMap(({ images }) => images.map(({ dockerfile }) => dockerfile));
  for (const file of [...new Set(paths)].sort()) {
    let text = (await findText(join(stage.root, file))) ?? '';
    for (const base of findPinnedBases(text)) {
      const { repository, tag = '' } = parseImageReference(base.name);
      if (!nameIsMeant(repository, only)) continue;
      if (!asked.has(base.name)) asked.set(base.name, await findNewest(repository, tag, stage));
      const after = asked.get(base.name);
      if (after === undefined || after === base.digest) continue;
      text = pinBase(text, base, after);
      files.set(file, text);
      updates.push({ image: base.name, tag, before: base.digest, after, file });
    }
  }
  return { updates, files };
}

/** A base that no registry has any more stays as it is: the build still finds it by its digest, or says so. */
async function findNewest(
  repository: string,
  tag: string,
  stage: StageContext,
): Promise<string | undefined> {
  const crane = openCrane(stage.run);
  const found = await askRegistry(repository, stage, (place) =>
    crane.findDigest(`${place}:${tag}`),
  );
  if (found === undefined) stage.report(`${repository}:${tag}: the registry has no such tag`);
  return found;
}
