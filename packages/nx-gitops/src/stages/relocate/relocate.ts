import { atMirror, parseImageReference } from '../../model/lock/image-reference.ts';
import { findImages, isByDigest } from '../../model/lock/images-in-manifests.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { relocated, unrelocated } from '../../model/lock/relocate-images.ts';
import { statePath } from '../../model/settings/state-path.ts';
import { openCrane } from '../../tools/crane.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { inParallel } from '../in-parallel.ts';
import { readLockSet } from '../render/read-locks.ts';
import type { StageContext } from '../stage-context.ts';

export interface RelocatedImage {
  readonly image: string;
  readonly to: string;
  /** False where the registry had it already. */
  readonly copied: boolean;
}

export interface RelocateInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** Names of the services that the config repository deploys. */
  readonly services: readonly string[];
  /** Where the copies go. */
  readonly registry: string;
}

/** Copies every image of a snapshot to another registry, digests unchanged, all platforms of an index. */
export async function relocate(
  { repository, environment, services, registry }: RelocateInput,
  stage: StageContext,
): Promise<RelocatedImage[]> {
  const state = await readSnapshot(environment, stage);
  const named = findImages(state, statePath(environment))
    .map(({ image }) => unrelocated(image, environment.registry))
    .filter(isByDigest);
  // Search rules pin images in other places, too.
  const locks = await readLockSet(stage.root, repository, environment, services);
  const locked = [...locks.values()].filter((image) => state.includes(placeOf(image, environment)));
  return inParallel([...new Set([...named, ...locked])].sort(), (image) =>
    copyImage(image, relocated(image, registry), stage),
  );
}

const placeOf = (image: string, { registry }: Environment): string =>
  registry === undefined ? image : relocated(image, registry);

/** The mirror, where there is one, is asked before the registry that the name means. */
async function copyImage(image: string, to: string, stage: StageContext): Promise<RelocatedImage> {
  const { run, platform, dryRun, report } = stage;
  const crane = openCrane(run);
  if ((await crane.findDigest(to)) !== undefined) return { image, to, copied: false };
  if (dryRun) return { image, to, copied: true };
  const { repository, digest = '' } = parseImageReference(image);
  const mirrored = `${atMirror(repository, platform.mirror)}@${digest}`;
  const isMirrored =
    platform.mirror !== undefined && (await crane.findDigest(mirrored)) !== undefined;
  const target = parseImageReference(to).repository;
  await crane.copy(isMirrored ? mirrored : image, `${target}:${digest.replace(':', '-')}`);
  report(`${image}: copied to ${target}`);
  return { image, to, copied: true };
}
