import { GitopsError } from '../../model/errors.ts';
import { atMirror, parseImageReference } from '../../model/image-reference.ts';
import { findImages } from '../../model/images-in-manifests.ts';
import type { Environment } from '../../model/parse-settings.ts';
import { isStale, type Staleness } from '../../model/staleness.ts';
import { openCrane } from '../../tools/crane.ts';
import type { Service } from '../../workspace/services.ts';
import type { StageContext } from '../stage-context.ts';

export interface JudgedService {
  readonly service: Service;
  readonly staleness: Staleness;
}

export const findStale = (services: readonly JudgedService[]): readonly JudgedService[] =>
  services.filter(({ staleness }) => isStale(staleness));

/** A release has to be made from the sources as they are. */
export function refuseStale(stale: readonly JudgedService[], environment: Environment): void {
  const [first] = stale;
  if (!first) return;
  const names = stale.map(({ service, staleness }) => `${service.name} (${staleness.state})`);
  const { name, locks } = environment;
  const lock = locks === 'own' ? `lock-${name}` : 'lock';
  throw new GitopsError(
    'LOCK_STALE',
    `The locks of ${name} are not those of the sources: ${names.join(', ')}`,
    `Lock and render first: "nx ${lock} ${first.service.project}"; "nx-gitops why ${first.service.name} --environment ${name}" says which files changed.`,
  );
}

/** Own images of the snapshot that their registry does not have would never start. */
export async function refuseMissingDigests(
  state: string,
  services: readonly Service[],
  { run, platform }: StageContext,
): Promise<void> {
  const owners = new Map(
    services.flatMap((service) => service.images.map(({ destination }) => [destination, service])),
  );
  const references = [...new Set(findImages(state, '').map(({ image }) => image))].filter((image) =>
    owners.has(parseImageReference(image).repository),
  );
  const crane = openCrane(run);
  const missing: string[] = [];
  const queue = [...references];
  const worker = async (): Promise<void> => {
    for (let image = queue.shift(); image !== undefined; image = queue.shift()) {
      const { repository, digest } = parseImageReference(image);
      const found = await crane.findDigest(`${atMirror(repository, platform.mirror)}@${digest}`);
      if (found === undefined) missing.push(image);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  if (missing.length === 0) return;
  const projects = missing.map(
    (image) => owners.get(parseImageReference(image).repository)?.project,
  );
  throw new GitopsError(
    'DIGEST_MISSING',
    `The registry does not have ${missing.length} of the images of this release:\n${missing
      .sort()
      .map((image) => `  ${image}`)
      .join('\n')}`,
    `Restore them from the same sources: nx run-many -t build-image -p ${[...new Set(projects)].sort().join(',')}`,
  );
}
