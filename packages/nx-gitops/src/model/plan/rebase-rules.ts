import type { FieldDrift, LiveObject } from './drift.ts';

/** A live object with fields that stay as they are. */
export interface Expected {
  readonly live: LiveObject;
  readonly fields: readonly FieldDrift[];
}

type Step = string | { readonly index: number };

/** kapp's own configuration: of these objects these fields are taken from the cluster. Undefined where there are none. */
export function formatRebaseRules(expected: readonly Expected[]): string | undefined {
  const rebaseRules = expected.flatMap(({ live, fields }) => {
    const { kind, metadata } = live;
    const { name, namespace = '' } = metadata;
    return fields.flatMap(({ path }) => {
      const steps = findSteps(live, path.split(/\.|(?=\[)/));
      const resourceMatchers = [{ kindNamespaceNameMatcher: { kind, namespace, name } }];
      return steps
        ? [{ path: steps, type: 'copy', sources: ['existing', 'new'], resourceMatchers }]
        : [];
    });
  });
  if (rebaseRules.length === 0) return undefined;
  return JSON.stringify({ apiVersion: 'kapp.k14s.io/v1alpha1', kind: 'Config', rebaseRules });
}

/** A path as kapp takes it. A key may have dots of its own; what is not there any more has no steps. */
function findSteps(value: unknown, parts: readonly string[]): Step[] | undefined {
  const [part] = parts;
  if (part === undefined) return [];
  if (Array.isArray(value)) {
    const name = part.slice(1, -1);
    const named = value.findIndex((one: { name?: unknown } | null) => one?.name === name);
    const index = named >= 0 ? named : Number(name);
    const rest = findSteps(value[index], parts.slice(1));
    return rest && [{ index }, ...rest];
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (let length = 1; length <= parts.length; length++) {
    const key = parts.slice(0, length).join('.');
    if (!(key in value)) continue;
    const rest = findSteps((value as Record<string, unknown>)[key], parts.slice(length));
    if (rest) return [key, ...rest];
  }
  return undefined;
}
