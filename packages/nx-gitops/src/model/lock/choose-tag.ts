import { parse, rcompare, satisfies } from 'semver';
import type { ImagePolicy } from '../settings/image-policies.ts';

const collator = new Intl.Collator('en', { numeric: true });

/**
 * The tag that a policy wants of those that a registry has. `current` is the tag that the chart writes: without
 * range and pattern that one is followed, whatever digest it has by now.
 */
export function chooseTag(
  { range, pattern }: ImagePolicy,
  tags: readonly string[],
  current: string,
): string | undefined {
  if (range === undefined && pattern === undefined) return current;
  const candidates = tags.flatMap((tag) => {
    const version = pattern === undefined ? tag : readVersion(tag, pattern);
    return version === undefined ? [] : [{ tag, version }];
  });
  if (range === undefined) {
    return candidates.sort((a, b) => compare(b.version, a.version) || compare(b.tag, a.tag))[0]
      ?.tag;
  }
  return candidates
    .filter(({ version }) => parse(version) !== null && satisfies(version, range))
    .sort((a, b) => rcompare(a.version, b.version) || compare(b.tag, a.tag))[0]?.tag;
}

const compare = (a: string, b: string): number => collator.compare(a, b);

function readVersion(tag: string, pattern: string): string | undefined {
  const match = new RegExp(pattern).exec(tag);
  return match ? (match.groups?.['version'] ?? tag) : undefined;
}
