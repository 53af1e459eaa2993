import type { RenderRecord } from './render-record.ts';
import type { InputsOfUnit } from './unit-inputs.ts';

/** What Helm has to render: everything, or the units that changed. */
export type RenderPlan =
  | { readonly kind: 'full'; readonly why: string }
  | { readonly kind: 'partial'; readonly changed: ReadonlySet<string> };

export interface PlanQuestion {
  readonly record: RenderRecord;
  readonly inputs: ReadonlyMap<string, InputsOfUnit>;
  /** Digest of the files of each unit in the tree as it lies there. */
  readonly trees: ReadonlyMap<string, string>;
  /** Why subcharts cannot be told apart. */
  readonly together: string | undefined;
  /** Why the umbrella chart's own templates cannot be rendered without all subcharts. */
  readonly readsAll: string | undefined;
}

/** Several units share one run of Helm: it is cheaper than a full one until most of them changed. */
export function planRender(question: PlanQuestion): RenderPlan {
  const { record, inputs, trees } = question;
  if (record.size === 0) return { kind: 'full', why: 'there is no record of an earlier one' };
  const changed = new Set(
    [...inputs].flatMap(([name, { digest }]) => {
      const known = record.get(name);
      return known?.inputs === digest && known.tree === (trees.get(name) ?? noFiles) ? [] : [name];
    }),
  );
  if (changed.size === 0) return { kind: 'partial', changed };
  const why =
    question.together ??
    (changed.has('') ? question.readsAll : undefined) ??
    (changed.size > Math.max(1, inputs.size / 2) ? 'most units changed' : undefined);
  return why === undefined ? { kind: 'partial', changed } : { kind: 'full', why };
}

/** What stands for the tree of a unit that renders to nothing. */
export const noFiles = 'none';
