import { join } from 'node:path';
import { listFiles } from '../../io/list-files.ts';
import { hasContent } from '../../io/has-content.ts';
import { unitOf, type RenderedUnit } from '../../model/render/rendered-unit.ts';

export interface Differing {
  readonly units: readonly RenderedUnit[];
  /** Units of the tree that are in the release no more. */
  readonly removed: readonly string[];
}

/**
 * The units of a whole release that are not in the tree as they should be, read file by file: writing what is there
 * already costs more than all of Helm. Undefined where there is no tree, or where it has foreign files beside units.
 */
export async function findDiffering(
  tree: string,
  chart: string,
  units: readonly RenderedUnit[],
): Promise<Differing | undefined> {
  const present = new Map<string, string[]>();
  for (const file of await listFiles(tree)) {
    const path = `${chart}/${file}`;
    const name = unitOf(path);
    const paths = present.get(name);
    if (paths) paths.push(path);
    else present.set(name, [path]);
  }
  if (present.size === 0) return undefined;
  const isSame = ({ name, files }: RenderedUnit): boolean => {
    const paths = present.get(name) ?? [];
    return paths.length === files.size && paths.every((path) => files.has(path));
  };
  const wanted = new Map(units.map((unit) => [unit.name, unit]));
  if (!isSame(wanted.get('') ?? { name: '', files: new Map() })) return undefined;
  const at = (path: string): string => join(tree, path.slice(chart.length));
  return {
    units: units.filter(
      (unit) =>
        !isSame(unit) || ![...unit.files].every(([path, text]) => hasContent(at(path), text)),
    ),
    removed: [...present.keys()].filter((name) => !wanted.has(name)),
  };
}
