import type { Expected } from '../../model/plan/rebase-rules.ts';
import type { Mask } from '../../model/secret/mask.ts';
import type { Changing } from '../deploy/apply.ts';
import type { DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';
import { compareAll } from './drift.ts';

/** What a fix has to know. */
export interface Repair {
  /** The live objects with what a rule expects of them: a fix leaves that alone. */
  readonly expected: readonly Expected[];
  /** What it changes, or may. */
  readonly changes: readonly Changing[];
}

export async function planRepair(
  input: DiffInput,
  stage: StageContext,
  mask: Mask,
): Promise<Repair> {
  const { compared, changes } = await compareAll(input, stage, mask);
  const differing = compared.filter(({ fields }) => fields.length > 0);
  const touched = [
    ...differing.map(({ live }) => ({ kind: live.kind, name: live.metadata.name })),
    ...changes,
  ];
  return {
    expected: compared.map(({ live, expected }) => ({ live, fields: expected })),
    changes: [...new Map(touched.map((one) => [`${one.kind} ${one.name}`, one])).values()],
  };
}
