import { join } from 'node:path';
import { findText } from '../../io/files.ts';
import { chooseTag } from '../../model/lock/choose-tag.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ImagePolicy } from '../../model/settings/image-policies.ts';
import { parseImageReference, qualifyRepository } from '../../model/lock/image-reference.ts';
import { lockIn } from '../../model/lock/lock-path.ts';
import { formatLock, type LockedImage } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import { openCrane } from '../../tools/crane.ts';
import { askRegistry } from '../lock/ask-registry.ts';
import { thirdPartyLock } from '../lock/lock-third-party.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';
import { nameIsMeant } from './name-is-meant.ts';
import type { ImageUpdate, UpdateImagesInput, UpdatePlan } from './update-plan.ts';

/** What the lock of third-party images becomes by the policies of gitops.yaml; images without one stay. */
export async function planThirdParty(
  { repository, only }: UpdateImagesInput,
  stage: StageContext,
): Promise<UpdatePlan> {
  const file = lockIn(repository.sharedLocks, thirdPartyLock);
  const text = await findText(join(stage.root, file));
  if (text === undefined || repository.images.length === 0)
    return { updates: [], files: new Map() };
  const lock = parseLock(text, file);
  const images = await inParallel(lock.images, async (locked) => {
    const { repository: name, tag = 'latest' } = parseImageReference(locked.image);
    const policy = findPolicy(repository.images, name);
    if (!policy || !nameIsMeant(name, only)) return { locked, tag };
    return updateOne(locked, policy, stage);
  });
  const updates = images.flatMap(({ locked, tag }, at): ImageUpdate[] => {
    const before = digestOf(lock.images[at]);
    const after = digestOf(locked);
    return before === after ? [] : [{ image: locked.image, tag, before, after, file }];
  });
  const next = formatLock({ ...lock, images: images.map(({ locked }) => locked) });
  return { updates, files: updates.length > 0 ? new Map([[file, next]]) : new Map() };
}

const digestOf = (image: LockedImage | undefined): string =>
  image?.newImage.replace(/^.*@/, '') ?? '';

const findPolicy = (policies: readonly ImagePolicy[], name: string): ImagePolicy | undefined =>
  policies.find(({ image }) => qualifyRepository(image) === qualifyRepository(name));

async function updateOne(
  locked: LockedImage,
  policy: ImagePolicy,
  stage: StageContext,
): Promise<{ readonly locked: LockedImage; readonly tag: string }> {
  const { repository, tag: current = 'latest' } = parseImageReference(locked.image);
  const crane = openCrane(stage.run);
  const follows = policy.range === undefined && policy.pattern === undefined;
  const tags = follows
    ? []
    : ((await askRegistry(repository, stage, (place) => crane.listTags(place))) ?? []);
  const tag = chooseTag(policy, tags, current);
  if (tag === undefined) {
    stage.report(`${locked.image}: no tag fits ${policy.range ?? policy.pattern}, left as it is`);
    return { locked, tag: current };
  }
  const digest = await askRegistry(repository, stage, (place) =>
    crane.findDigest(`${place}:${tag}`),
  );
  if (digest !== undefined) {
    const newImage = `${qualifyRepository(repository)}@${digest}`;
    return { locked: { ...locked, newImage }, tag };
  }
  throw new GitopsError(
    'DIGEST_MISSING',
    `The registry has no image ${qualifyRepository(repository)}:${tag}`,
    'Correct the name in the chart, or the policy under "images" in gitops.yaml.',
  );
}
