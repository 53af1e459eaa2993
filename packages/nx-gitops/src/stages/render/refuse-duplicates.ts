import { GitopsError } from '../../model/errors.ts';
import { nameOf, splitSnapshot } from '../../model/manifest.ts';
import type { PinnedRecord } from './pin-units.ts';

/** An object that is there twice would win or lose by chance. Units that did not change were compared before. */
export function refuseDuplicates(
  units: readonly PinnedRecord[],
  namespace: string,
  chart: string,
): void {
  const owners = new Map<string, string>();
  const fresh = units.filter(({ isNew }) => isNew);
  const identify = (text: string): string[] =>
    splitSnapshot(text).map(
      (object) =>
        `${object.apiVersion.replace(/\/[^/]*$/, '')} ${nameOf({ ...object, namespace: object.namespace || namespace })}`,
    );
  for (const { name, text } of fresh) {
    for (const identity of identify(text)) {
      const other = owners.get(identity);
      if (other !== undefined) throw duplicate(identity, other, name, chart);
      owners.set(identity, name);
    }
  }
  const names = [...owners.keys()].map((identity) => identity.slice(identity.lastIndexOf('/') + 1));
  const lines = new Set(names.map((name) => `  name: ${name}\n`));
  for (const { name, text } of units.filter(({ isNew }) => !isNew)) {
    if (![...lines].some((line) => text.includes(line))) continue;
    for (const identity of identify(text)) {
      const other = owners.get(identity);
      if (other !== undefined) throw duplicate(identity, other, name, chart);
    }
  }
}

function duplicate(identity: string, one: string, other: string, chart: string): GitopsError {
  const [first, second] = [one, other].map((name) => (name ? `${chart}/charts/${name}` : chart));
  const object = identity.replace(/^\S* /, '');
  return new GitopsError(
    'OBJECT_DUPLICATE',
    first === second
      ? `${object} is rendered twice by ${first}`
      : `${object} is rendered by ${first} and by ${second}`,
    'Remove one of the two, or give it another name; the earlier snapshot is untouched.',
  );
}
