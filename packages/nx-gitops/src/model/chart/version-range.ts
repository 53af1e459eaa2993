import { satisfies, validRange } from 'semver';

/**
 * Whether a version is in a range of Chart.yaml. Helm's ranges are those of npm but for the comma that means "and".
 * Undefined where the range cannot be read here: Helm judges then.
 */
export function isInRange(version: string, range: string): boolean | undefined {
  const readable = range
    .split('||')
    .map((part) => part.replaceAll(',', ' '))
    .join('||');
  if (range === '' || range === '*') return true;
  return validRange(readable) === null ? undefined : satisfies(version, readable);
}
