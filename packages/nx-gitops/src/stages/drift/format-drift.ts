import { isDrifted, type ObjectDrift } from './drift.ts';

/** Drift as lines for a person. */
export function formatDrift(drifts: readonly ObjectDrift[], environment: string): string[] {
  const differing = drifts.filter(isDrifted);
  const skipped = drifts.filter((one) => !isDrifted(one));
  return [
    differing.length === 0
      ? `${environment}: no drift`
      : `${environment}: ${differing.length} object${differing.length === 1 ? ' differs' : 's differ'} from the snapshot`,
    ...differing.flatMap(({ object, drift, fields }) => [
      `  ${object}: ${drift}`,
      ...fields.map(({ path, manager }) => `    ${path}${manager ? ` (${manager})` : ''}`),
    ]),
    ...(skipped.length === 0
      ? []
      : [
          `${environment}: no key is at hand, so that the encrypted values of these were not compared`,
          ...skipped.map(({ object }) => `  ${object}`),
        ]),
  ];
}
