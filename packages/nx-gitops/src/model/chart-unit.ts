import type { TemplateFacts } from './template-facts.ts';

/** A subchart of the umbrella chart, or (with an empty name) the umbrella chart's own files. */
export interface ChartUnit {
  readonly name: string;
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
    const names = unit.facts.isDynamic || isDynamic ? [...uses, ...Object.keys(defines)] : uses;
    const others = names.flatMap((name) => {
      const byDigest = definers.get(name);
      if (!byDigest) return pathOwners(name, units);
      return [...byDigest].flatMap(([digest, owners]) => (digest === defines[name] ? [] : owners));
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

/** Name of a template → digest of its definition → the units that hold it. */
export type Definers = ReadonlyMap<string, ReadonlyMap<string, readonly ChartUnit[]>>;

export function findDefiners(units: ReadonlyMap<string, ChartUnit>): Definers {
  const definers = new Map<string, Map<string, ChartUnit[]>>();
  for (const unit of units.values()) {
    for (const [name, digest] of Object.entries(unit.facts.defines)) {
      const byDigest = definers.get(name) ?? new Map<string, ChartUnit[]>();
      definers.set(name, byDigest);
      const owners = byDigest.get(digest);
      if (owners) owners.push(unit);
      else byDigest.set(digest, [unit]);
    }
  }
  return definers;
}
