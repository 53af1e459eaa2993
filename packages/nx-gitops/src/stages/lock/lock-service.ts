import { join } from 'node:path';
import { findText, writeIfChanged } from '../../io/files.ts';
import { digestKey, type KeyListing } from '../../model/build-key/build-key.ts';
import { GitopsError } from '../../model/errors.ts';
import { formatLock, type Lock, type LockedImage } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import { openCrane } from '../../tools/crane.ts';
import { listingPath } from '../../workspace/explain-staleness.ts';
import type { Service } from '../../workspace/services.ts';
import { keyReference } from '../build-image/plan-build.ts';
import type { StageContext } from '../stage-context.ts';

export interface LockServiceInput {
  readonly service: Service;
  readonly listing: KeyListing;
  /** Roots that the key covers, sorted. */
  readonly roots: readonly string[];
  /** Files to write, relative to the workspace: one for each config repository that deploys the service. */
  readonly paths: readonly string[];
}

/** Pins the images of a service to the digests that the registry has for its build key. */
export async function lockService(input: LockServiceInput, stage: StageContext): Promise<void> {
  const { service, listing, roots } = input;
  const key = digestKey(listing);
  const images = await Promise.all(
    service.images.map(async ({ image, destination }): Promise<LockedImage> => {
      const digest = await findDigest(destination, key, service, stage);
      return { image, newImage: `${destination}@${digest ?? '(not built yet)'}` };
    }),
  );
  const lock: Lock = { images, built: { key, roots }, held: undefined };
  if (!stage.dryRun) await writeIfChanged(listingPath(stage.root, key), listing.join('\n'));
  for (const path of input.paths) await writeLock(path, lock, service, stage);
}

async function findDigest(
  destination: string,
  key: string,
  service: Service,
  { run, platform, dryRun }: StageContext,
): Promise<string | undefined> {
  const digest = await openCrane(run).findDigest(keyReference(destination, key, platform.mirror));
  if (digest !== undefined || dryRun) return digest;
  throw new GitopsError(
    'DIGEST_MISSING',
    `The registry has no image ${destination} of the sources as they are`,
    `Build it first: nx build-image ${service.project}. If it was just built, a file changed since.`,
  );
}

async function writeLock(
  path: string,
  lock: Lock,
  service: Service,
  stage: StageContext,
): Promise<void> {
  const held = await findHold(join(stage.root, path), path);
  if (held) {
    stage.report(`${path}: held by ${held.by} (${held.reason}), left as it is`);
  } else if (stage.dryRun) {
    stage.report(`${path}: would pin ${lock.images.map(({ newImage }) => newImage).join(', ')}`);
  } else if (await writeIfChanged(join(stage.root, path), formatLock(lock))) {
    lock.images.forEach(({ image, newImage }) => stage.report(`${path}: ${image} → ${newImage}`));
  } else {
    stage.report(`${path}: ${service.name} is locked to these sources already`);
  }
}

/** A lock that cannot be read is no hold: it is made again. */
async function findHold(file: string, path: string): Promise<Lock['held']> {
  const text = await findText(file);
  if (text === undefined) return undefined;
  try {
    return parseLock(text, path).held;
  } catch {
    return undefined;
  }
}
