import { GitopsError } from '../../model/errors.ts';
import { atMirror, parseImageReference } from '../../model/lock/image-reference.ts';
import { openCrane } from '../../tools/crane.ts';
import { inParallel } from '../in-parallel.ts';
import type { StageContext } from '../stage-context.ts';
import type { PromotedLock } from './promoted-lock.ts';

interface Transfer {
  readonly from: string;
  readonly to: string;
}

/** Every image has to be where the target takes it from; with `copy` what is not there is brought there. */
export async function provideDigests(
  locks: readonly Pick<PromotedLock, 'origins' | 'after'>[],
  copy: boolean,
  stage: StageContext,
): Promise<void> {
  const crane = openCrane(stage.run);
  const { mirror } = stage.platform;
  const place = (reference: string): string => {
    const { repository, digest } = parseImageReference(reference);
    return `${atMirror(repository, mirror)}@${digest}`;
  };
  const wanted = locks.flatMap(({ origins, after }) =>
    after.map(({ newImage }, at): Transfer => ({
      from: origins[at]?.newImage ?? newImage,
      to: newImage,
    })),
  );
  const found = await inParallel(wanted, async ({ to }) => crane.findDigest(place(to)));
  const missing = wanted.filter((_, at) => found[at] === undefined);
  if (missing.length === 0) return;
  if (!copy || missing.some(({ from, to }) => from === to)) throw missingError(missing);
  for (const { from, to } of missing) {
    if ((await crane.findDigest(place(from))) === undefined)
      throw missingError([{ from, to: from }]);
    stage.report(`${stage.dryRun ? 'Would copy' : 'Copying'} ${from} to ${to.split('@')[0]}`);
    if (!stage.dryRun) await crane.copy(place(from), tagged(place(to)));
  }
}

/** A tag keeps the image: registries collect what only a digest names. */
const tagged = (reference: string): string =>
  reference.replace(/@sha256:([0-9a-f]{12}).*$/, ':promoted-$1');

function missingError(missing: readonly Transfer[]): GitopsError {
  const list = missing.map(({ to }) => `\n  ${to}`).join('');
  return new GitopsError(
    'DIGEST_MISSING',
    `The registry does not have ${missing.length} of the images to promote:${list}`,
    missing.every(({ from, to }) => from !== to)
      ? 'Copy them from the registry of the source with --copy.'
      : 'Restore them from their sources with "nx build-image <service>" at the commit that the source runs.',
  );
}
