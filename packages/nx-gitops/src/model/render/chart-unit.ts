import type { TemplateFacts } from './template-facts.ts';

/** A subchart of the umbrella chart, or (with an empty name) the umbrella chart's own files. */
export interface ChartUnit {
  readonly name: string;
  /** The name in its own Chart.yaml: another one where it has an alias. */
  readonly chartName: string;
  /** Where it lies in `charts/`: one entry, or several archives of one chart. */
  readonly members: readonly string[];
  readonly chart: string;
  readonly facts: TemplateFacts;
  /** Its entries in the dependencies of Chart.yaml, as JSON. */
  readonly entries: string;
  /** Top-level keys of the values that decide whether it is there. */
  readonly conditions: readonly string[];
}

/**
 * The charts that a unit cannot be rendered without: those that define a name which it calls, in another way than it
 * does itself, and so on. A unit that computes names may call all that it and its providers define.
 */
export function findProviders(
  unit: ChartUnit,
  units: ReadonlyMap<string, ChartUnit>,
  definers: Definers,
): ReadonlySet<string> {
  const found = new Set([unit.name]);
  const queue = [unit];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { defines, uses, isDynamic } = next.facts;
    const own = defines.flatMap(([, defined]) => defined);
    const names = unit.facts.isDynamic || isDynamic ? [...uses, ...own] : uses;
    const others = names.flatMap((name) => {
      const owners = definers.get(name);
      if (owners === undefined) return pathOwners(name, units);
      if (!(owners instanceof Map)) return [owners as ChartUnit];
      const same = digestIn(next, name);
      return [...owners].flatMap(([digest, some]) => (digest === same ? [] : some));
    });
    const heads = next.conditions.flatMap((head) => units.get(head) ?? []);
    for (const other of [...others, ...heads]) {
      if (found.has(other.name)) continue;
      found.add(other.name);
      queue.push(other);
    }
  }
  found.delete(unit.name);
  return found;
}

/** A template can be called by its path too. */
function pathOwners(name: string, units: ReadonlyMap<string, ChartUnit>): ChartUnit[] {
  if (!name.includes('/templates/')) return [];
  const owner = units.get(/^[^/]+\/charts\/([^/]+)\//.exec(name)?.[1] ?? '');
  return owner ? [owner] : [];
}

/** Name of a template → the unit that defines it; where several do, by the digests of their definitions. */
export type Definers = ReadonlyMap<string, ChartUnit | ReadonlyMap<string, readonly ChartUnit[]>>;

export function findDefiners(units: ReadonlyMap<string, ChartUnit>): Definers {
  const definers = new Map<string, ChartUnit | Map<string, ChartUnit[]>>();
  for (const unit of units.values()) {
    for (const [digest, names] of unit.facts.defines) {
      for (const name of names) {
        const known = definers.get(name);
        if (known === undefined) definers.set(name, unit);
        else {
          const owners = known instanceof Map ? known : new Map([[digestIn(known, name), [known]]]);
          const same = owners.get(digest);
          if (same) same.push(unit);
          else owners.set(digest, [unit]);
          definers.set(name, owners);
        }
      }
    }
  }
  return definers;
}

/** Digest of a unit's own definition of a name; empty where it has none. */
const digestIn = ({ facts }: ChartUnit, name: string): string =>
  facts.defines.find(([, names]) => names.includes(name))?.[0] ?? '';
