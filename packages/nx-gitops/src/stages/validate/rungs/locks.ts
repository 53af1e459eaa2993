import { findImages, isByDigest } from '../../../model/images-in-manifests.ts';
import { isGitopsError } from '../../../model/errors.ts';
import { isStale } from '../../../model/staleness.ts';
import { lockPath } from '../../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';
import type { Rung, ValidateInput } from '../rung.ts';
import type { Snapshot } from '../snapshot.ts';

/** The locks can be read, the snapshot has their digests, and they are those of the sources. */
export const locksRung: Rung = {
  name: 'locks',
  climb: async (snapshot, input) => ({
    summary: `${input.services.length} services`,
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

function compareDigests({ text, file }: Snapshot, input: ValidateInput): Finding[] {
  const wanted = new Map<string, string>();
  for (const { service } of input.services) {
    const lock = input.locks.get(lockPath(input.environment, service.name));
    if (lock === undefined || isGitopsError(lock)) continue;
    for (const { newImage } of lock.images) wanted.set(repositoryOf(newImage), newImage);
  }
  return findImages(text, file).flatMap(({ image, line }) => {
    const locked = wanted.get(repositoryOf(image));
    if (!isByDigest(image) || locked === undefined || locked === image) return [];
    const message = `${repositoryOf(image)} has another digest than its lock: render again`;
    return [
      { rung: 'locks', rule: 'lock-snapshot', severity: 'error', file, line, object: '', message },
    ];
  });
}

const repositoryOf = (image: string): string => image.split('@')[0] ?? image;
