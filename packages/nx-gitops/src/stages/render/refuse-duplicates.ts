import { GitopsError } from '../../model/errors.ts';
import { nameOf, splitSnapshot } from '../../model/manifest/manifest.ts';
import type { RenderedUnit } from '../../model/render/rendered-unit.ts';
import type { PinnedRecord } from './pin-units.ts';

export interface Duplicates {
  readonly units: readonly PinnedRecord[];
  /** What Helm and the overlays made: says which template an object is from. */
  readonly rendered: readonly RenderedUnit[];
  readonly namespace: string;
  /** Folder of the umbrella chart. */
  readonly chart: string;
}

/** An object that is there twice would win or lose by chance. Units that did not change were compared before. */
export function refuseDuplicates({ units, rendered, namespace, chart }: Duplicates): void {
  const owners = new Map<string, string>();
  const identify = (text: string): string[] =>
    splitSnapshot(text).map(
      (object) =>
        `${object.apiVersion.replace(/\/[^/]*$/, '')} ${nameOf({ ...object, namespace: object.namespace || namespace })}`,
    );
  const filesOf = (identity: string, name: string): string[] =>
    rendered
      .filter((unit) => unit.name === name)
      .flatMap(({ files }) => [...files])
      .flatMap(([path, text]) =>
        identify(text)
          .filter((one) => one === identity)
          .map(() => path.replace(/^[^/]+/, chart)),
      );
  const refuse = (identity: string, names: readonly string[]): void => {
    const charts = names.map((name) => (name ? `${chart}/charts/${name}` : chart));
    const files = [...new Set(names)].flatMap((name) => filesOf(identity, name));
    throw duplicate(identity, files.length === names.length ? files : charts);
  };
  for (const { name, text } of units.filter(({ isNew }) => isNew)) {
    for (const identity of identify(text)) {
      const other = owners.get(identity);
      if (other !== undefined) refuse(identity, [other, name]);
      owners.set(identity, name);
    }
  }
  const names = [...owners.keys()].map((identity) => identity.slice(identity.lastIndexOf('/') + 1));
  const lines = new Set(names.map((name) => `  name: ${name}\n`));
  for (const { name, text } of units.filter(({ isNew }) => !isNew)) {
    if (![...lines].some((line) => text.includes(line))) continue;
    for (const identity of identify(text)) {
      const other = owners.get(identity);
      if (other !== undefined) refuse(identity, [other, name]);
    }
  }
}

function duplicate(identity: string, [first, second]: readonly string[]): GitopsError {
  const object = identity.replace(/^\S* /, '');
  return new GitopsError(
    'OBJECT_DUPLICATE',
    first === second
      ? `${object} is rendered twice by ${first}`
      : `${object} is rendered by ${first} and by ${second}`,
    'Remove one of the two, or give it another name; the earlier snapshot is untouched.',
  );
}
