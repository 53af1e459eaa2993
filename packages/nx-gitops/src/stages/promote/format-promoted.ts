import { nameOf } from '../../model/manifest/manifest.ts';
import type { LockedImage } from '../../model/lock/lock.ts';
import type { Promoted } from './promote.ts';

const signs = { create: '+', update: '~', delete: '-' } as const;
const listed = 10;

/** A promotion as lines for a person: the images, the commits between, the objects. */
export function formatPromoted(
  { changed, commit, branch, summary }: Promoted,
  to: string,
): string[] {
  const { source, promoted, held, unchanged, changes } = summary;
  return [
    ...promoted.flatMap(formatLock),
    ...held.map(
      ({ service, by, reason }) => `${service}: held by ${by} (${reason}), left as it is`,
    ),
    ...changes.map((one) => `  ${signs[one.operation]} ${nameOf(one)}`),
    changed
      ? `${to}: ${promoted.length} of ${promoted.length + held.length + unchanged.length} services get what ${source.slice(0, 12)} has${commit ? `; ${commit.slice(0, 12)} pushed to ${branch}` : `; would push to ${branch}`}`
      : `${to}: nothing to promote, it has the images of ${source.slice(0, 12)}`,
  ];
}

const formatLock = ({
  service,
  before,
  after,
  commits = [],
}: Promoted['summary']['promoted'][number]): string[] => [
  `${service}: ${digestOf(before)} → ${digestOf(after)}`,
  ...commits
    .slice(0, listed)
    .map((one) => `    ${one.commit.slice(0, 12)} ${one.subject} (${one.author})`),
  ...(commits.length > listed ? [`    and ${commits.length - listed} more`] : []),
];

const digestOf = (images: readonly LockedImage[]): string =>
  images.map(({ newImage }) => newImage.replace(/^.*@(sha256:.{12}).*$/, '$1')).join(' ') || 'none';
