import { GitopsError } from '../../model/errors.ts';
import { atMirror, parseImageReference } from '../../model/lock/image-reference.ts';
import { findPinned } from '../../model/lock/images-in-manifests.ts';
import type { Manifest } from '../../model/manifest/manifest.ts';
import { findChanged } from '../../model/release/choose-scope.ts';
import { runningRelease } from '../../model/release/release-record.ts';
import { openCrane } from '../../tools/crane.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { openReleaseStore } from '../../tools/release-store.ts';
import { keyReference } from '../build-image/plan-build.ts';
import type { StageContext } from '../stage-context.ts';
import type { DeployInput } from './deploy-input.ts';
import type { JudgedService } from './refuse-stale.ts';

/** An image of the release that its registry does not have. */
interface MissingImage {
  readonly image: string;
  readonly project: string;
  /** What the registry has of the same sources instead. */
  readonly other: string | undefined;
}

/** How many questions the registry is asked at once. */
const atOnce = 8;

/**
 * Own images that their registry does not have would never start. What ran with success has its own; `--full` asks
 * for all nevertheless.
 */
export async function refuseMissingDigests(
  { services, choices }: DeployInput,
  app: KappApp,
  objects: readonly Manifest[],
  stage: StageContext,
): Promise<void> {
  const owners = new Map(
    services.flatMap((one) => one.service.images.map(({ destination }) => [destination, one])),
  );
  const ownerOf = (image: string): JudgedService | undefined =>
    owners.get(parseImageReference(image).repository);
  const imagesOf = ({ text }: Manifest): string[] =>
    findPinned(text, '').flatMap(({ image }) => (ownerOf(image) ? [image] : []));
  if (!objects.some((object) => imagesOf(object).length > 0)) return;
  const { log, recorded } = await openReleaseStore(stage.api, app).readMemory();
  const changed = choices.full ? objects : findChanged(objects, runningRelease(log), recorded);
  const queue = [...new Set(changed.flatMap(imagesOf))];
  const missing: MissingImage[] = [];
  const worker = async (): Promise<void> => {
    for (let image = queue.shift(); image !== undefined; image = queue.shift()) {
      const owner = ownerOf(image);
      const found = owner && (await findMissing(image, owner, stage));
      if (found) missing.push(found);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (missing.length > 0) throw missingError(missing.sort((a, b) => (a.image < b.image ? -1 : 1)));
}

async function findMissing(
  image: string,
  { service, staleness }: JudgedService,
  { run, platform: { mirror } }: StageContext,
): Promise<MissingImage | undefined> {
  const { repository, digest } = parseImageReference(image);
  const crane = openCrane(run);
  const found = await crane.findDigest(`${atMirror(repository, mirror)}@${digest}`);
  if (found !== undefined) return undefined;
  const other =
    staleness.state === 'fresh'
      ? await crane.findDigest(keyReference(repository, staleness.key, mirror))
      : undefined;
  return { image, project: service.project, other };
}

function missingError(missing: readonly MissingImage[]): GitopsError {
  const list = missing.map(({ image }) => `\n  ${image}`).join('');
  const projects = [...new Set(missing.map(({ project }) => project))].sort().join(',');
  const problem = `The registry does not have ${missing.length} of the images of this release:${list}`;
  return missing.every(({ other }) => other !== undefined)
    ? new GitopsError(
        'DIGEST_MISMATCH',
        problem,
        `It has images of the same sources with other digests, built on another base image. Take those: nx run-many -t lock -p ${projects}`,
      )
    : new GitopsError(
        'DIGEST_MISSING',
        problem,
        `Restore them from the same sources: nx run-many -t build-image -p ${projects}`,
      );
}
