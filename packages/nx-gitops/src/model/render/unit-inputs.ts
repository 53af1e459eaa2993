import { findProviders, type ChartUnit, type Definers } from './chart-unit.ts';
import { digestOf } from './render-record.ts';
import type { ValueSections } from './value-sections.ts';

/** A values file as Helm is given it. */
export interface ValuesFile {
  readonly text: string;
  readonly sections: ValueSections;
}

export interface InputsOfUnit {
  readonly digest: string;
  /** The other units that it has to be rendered with. */
  readonly providers: ReadonlySet<string>;
}

export interface InputsQuestion {
  readonly units: ReadonlyMap<string, ChartUnit>;
  readonly definers: Definers;
  readonly values: readonly ValuesFile[];
  /** What counts for all units: versions of tools, capabilities, names, overlays. */
  readonly shared: readonly string[];
  /** The umbrella chart's own templates may read the values of all subcharts. */
  readonly readsAll: boolean;
}

/** What decides about each unit. A unit that computes names depends on all names that there are. */
export function digestInputs(question: InputsQuestion): Map<string, InputsOfUnit> {
  const { units, definers, values, shared } = question;
  const names = once(() =>
    digestOf([...units.values()].map(({ facts }) => JSON.stringify(facts.defines))),
  );
  const charts = once(() =>
    digestOf([...units.values()].flatMap(({ name, chart }) => [name, chart])),
  );
  const mayNamePaths = values.some(({ text }) => text.includes('{{') && text.includes('templates'));
  const inputs = new Map<string, InputsOfUnit>();
  for (const unit of units.values()) {
    const providers = findProviders(unit, units, definers);
    const whole = [unit, ...[...providers].sort().flatMap((name) => units.get(name) ?? [])];
    const isDynamic = whole.some(({ facts }) => facts.isDynamic);
    const seesAll = unit.name === '' && question.readsAll;
    const namesPaths = mayNamePaths || whole.some(({ facts }) => facts.computesPaths);
    const parts = [
      ...shared,
      ...whole.flatMap(({ name, chart, entries }) => [name, chart, entries]),
      ...(isDynamic ? [namesPaths ? charts() : names()] : []),
      ...(seesAll ? [charts(), ...values.map(({ text }) => text)] : []),
      ...cutValues(values, whole, units),
    ];
    inputs.set(unit.name, { digest: digestOf(parts), providers });
  }
  return inputs;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The values files with nothing in them but what counts for some units; whole where they cannot be cut. */
export function cutValues(
  values: readonly ValuesFile[],
  chosen: readonly ChartUnit[],
  units: ReadonlyMap<string, ChartUnit>,
): string[] {
  const keys = new Set([
    'global',
    'tags',
    ...chosen.flatMap(({ name, conditions }) => [name, ...conditions]),
  ]);
  const own = keys.has('');
  return values.map(({ text, sections }) => {
    if (!sections) return text;
    if (!own)
      return [...keys]
        .sort()
        .map((key) => sections.get(key) ?? '')
        .join('');
    return [...sections]
      .map(([key, section]) => (keys.has(key) || !units.has(key) ? section : ''))
      .join('');
  });
}
