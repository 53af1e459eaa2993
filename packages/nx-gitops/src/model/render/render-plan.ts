import type { RenderRecord } from './render-record.ts';
import type { InputsOfUnit } from './unit-inputs.ts';

/** What Helm has to render: everything in one run, or the units that changed. */
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

/** Units are rendered in shares, several at once: that is quicker than one run of Helm for all, however many changed. */
export function planRender(question: PlanQuestion): RenderPlan {
  const { record, inputs, trees } = question;
  const changed = new Set(
    [...inputs].flatMap(([name, { digest }]) => {
      const known = record.get(name);
      return known?.inputs === digest && known.tree === (trees.get(name) ?? noFiles) ? [] : [name];
    }),
  );
  if (changed.size === 0 && inputs.size > 0) return { kind: 'partial', changed };
  const why = question.together ?? (changed.has('') ? question.readsAll : undefined);
  return why === undefined ? { kind: 'partial', changed } : { kind: 'full', why };
}

/** What stands for the tree of a unit that renders to nothing. */
export const noFiles = 'none';
