import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import { parseImageReference, qualifyRepository } from '../../model/lock/image-reference.ts';
import { findUnitImages } from '../../model/lock/find-unit-images.ts';
import { isByDigest } from '../../model/lock/images-in-manifests.ts';
import { lockIn } from '../../model/lock/lock-path.ts';
import { formatLock, type LockedImage } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { openCrane } from '../../tools/crane.ts';
import { findConfiguredImages } from '../render/configured-images.ts';
import { readKbldConfig } from '../render/kbld-config.ts';
import { readLocks } from '../render/read-locks.ts';
import { makeUnits } from '../render/make-units.ts';
import { planOverlays } from '../render/overlays/plan-overlays.ts';
import { prepareChart } from '../render/prepare-chart.ts';
import { shapeRelease } from '../render/shape-release.ts';
import { readEncryptedManifests } from '../secrets/read-encrypted-manifests.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { askRegistry } from './ask-registry.ts';

export interface LockThirdPartyInput {
  readonly repository: ConfigRepository;
  /** Images that services build: not third-party ones, whether locked or not. */
  readonly serviceImages: ReadonlySet<string>;
}

/** What the lock of third-party images is called in the place of a service. */
export const thirdPartyLock = 'third-party';

/** Pins the images of the charts that no service builds. What is pinned and still used stays as it is. */
export async function lockThirdParty(
  input: LockThirdPartyInput,
  stage: StageContext,
): Promise<readonly LockedImage[]> {
  const path = lockIn(input.repository.sharedLocks, thirdPartyLock);
  const text = await findText(join(stage.root, path));
  const pinned = text === undefined ? [] : parseLock(text, path).images;
  const images: LockedImage[] = [];
  for (const image of await findThirdParty(input, stage)) {
    images.push(pinned.find((one) => one.image === image) ?? (await pin(image, stage)));
  }
  const isNew = images.length > 0 || text !== undefined;
  if (stage.dryRun || !isNew) {
    images.forEach(({ image, newImage }) => stage.report(`${path}: ${image} → ${newImage}`));
  } else if (
    await writeIfChanged(
      join(stage.root, path),
      formatLock({ images, built: undefined, held: undefined }),
    )
  ) {
    stage.report(`${path}: ${images.length} third-party images pinned`);
  } else {
    stage.report(`${path}: all third-party images are pinned already`);
  }
  return images;
}

async function findThirdParty(input: LockThirdPartyInput, stage: StageContext): Promise<string[]> {
  const elsewhere = await readLocks(stage.root, input.repository.sharedLocks, [thirdPartyLock]);
  const searchRules = await readKbldConfig(stage.root, input.repository);
  const images = new Set<string>();
  for (const environment of input.repository.environments) {
    const { repository } = input;
    const request = await prepareChart(repository, environment, stage);
    const chart = { repository, environment, request, full: true };
    const made = await withMask(stage, (masked, mask) => makeUnits(chart, mask, masked));
    const manifests = await readEncryptedManifests(environment, stage.root);
    const before = { units: made.units, encrypted: [...made.sealed, ...manifests] };
    const overlays = await planOverlays(repository, environment, stage);
    const { units } = await shapeRelease(before, overlays);
    const configured = await findConfiguredImages(units, searchRules, stage);
    for (const { image } of [...findUnitImages(units), ...[...configured.values()].flat()]) {
      if (!environment.unpinned.includes(image)) images.add(image);
    }
  }
  return [...images]
    .filter((image) => !isByDigest(image))
    .filter((image) => !input.serviceImages.has(image) && !elsewhere.has(image))
    .sort();
}

async function pin(image: string, stage: StageContext): Promise<LockedImage> {
  const { repository, tag = 'latest' } = parseImageReference(image);
  const crane = openCrane(stage.run);
  const qualified = qualifyRepository(repository);
  const digest = await askRegistry(repository, stage, (place) => {
    if (place === qualified) stage.report(`Asking the registry for ${qualified}:${tag}`);
    return crane.findDigest(`${place}:${tag}`);
  });
  if (digest) return { image, newImage: `${qualified}@${digest}` };
  throw new GitopsError(
    'DIGEST_MISSING',
    `The registry has no image ${qualified}:${tag}`,
    'Correct the name in the chart or its values.',
  );
}
