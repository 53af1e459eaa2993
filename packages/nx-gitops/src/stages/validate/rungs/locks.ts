import { countOf } from '../../../model/count-of.ts';
import { parseImageReference, qualifyRepository } from '../../../model/lock/image-reference.ts';
import {
  findImages,
  findPinned,
  isByDigest,
  type FoundImage,
} from '../../../model/lock/images-in-manifests.ts';
import { isGitopsError } from '../../../model/errors.ts';
import { unrelocated } from '../../../model/lock/relocate-images.ts';
import { isStale } from '../../../model/build-key/staleness.ts';
import { lockPath } from '../../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';
import type { Rung, ValidateInput } from '../rung.ts';
import type { Snapshot } from '../snapshot.ts';

/** The locks can be read, the snapshot has their digests, and they are those of the sources. */
export const locksRung: Rung = {
  name: 'locks',
  climb: async (snapshot, input) => ({
    summary: countOf(input.services.length, 'service'),
    findings: [...compareDigests(snapshot, input), ...judge(input)],
  }),
};

/** A lock may become stale by the very change that is validated: it is made after it, so that is a warning. */
function* judge({ environment, services }: ValidateInput): Iterable<Finding> {
  for (const { service, staleness } of services) {
    if (!isStale(staleness) || environment.locks === 'pinned') continue;
    const unreadable = staleness.state === 'unreadable';
    yield {
      rung: 'locks',
      rule: unreadable ? 'lock-invalid' : 'lock-stale',
      severity: unreadable ? 'error' : 'warning',
      file: lockPath(environment, service.name),
      line: 1,
      object: '',
      message: unreadable
        ? staleness.problem
        : `the lock of ${service.name} is ${staleness.state === 'unkeyed' ? 'without a build key' : staleness.state}`,
    };
  }
}

/** Images that were relocated are compared by what they are copies of. */
function compareDigests({ text, file }: Snapshot, input: ValidateInput): Finding[] {
  const { environment, services, locks } = input;
  const wanted = new Map<string, string>();
  for (const { service } of services) {
    const lock = locks.get(lockPath(environment, service.name));
    if (lock === undefined || isGitopsError(lock)) continue;
    for (const { newImage } of lock.images) wanted.set(nameOf(newImage), digestOf(newImage));
  }
  const finding = ({ image, line }: FoundImage, problem: string): Finding => ({
    ...{ rung: 'locks', rule: 'lock-snapshot', severity: 'error', file, line, object: '' },
    message: `${image.split('@')[0]} ${problem}: render again`,
  });
  const { registry } = environment;
  const isElsewhere = ({ image }: FoundImage): boolean =>
    registry !== undefined && isByDigest(image) && unrelocated(image, registry) === image;
  const isOther = ({ image }: FoundImage): boolean => {
    const locked = wanted.get(nameOf(unrelocated(image, registry)));
    return locked !== undefined && locked !== digestOf(image);
  };
  const elsewhere = findImages(text, file).filter(isElsewhere);
  const others = findPinned(text, file).filter((one) => !isElsewhere(one) && isOther(one));
  return [
    ...elsewhere.map((one) =>
      finding(one, `is not at ${registry}, the registry of this environment`),
    ),
    ...others.map((one) => finding(one, 'has another digest than its lock')),
  ];
}

const nameOf = (image: string): string => qualifyRepository(parseImageReference(image).repository);

const digestOf = (image: string): string => parseImageReference(image).digest ?? '';
