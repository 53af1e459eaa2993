import { growTrees, type ObjectTree } from '../../model/manifest/object-tree.ts';
import { kappTree } from '../../tools/kapp-inspect.ts';
import { appOf, type DiffInput } from '../diff/diff.ts';
import type { StageContext } from '../stage-context.ts';

/** What an environment runs: its objects with what controllers made from them. */
export const inspect = async (
  input: DiffInput,
  stage: StageContext,
): Promise<readonly ObjectTree[]> => growTrees(await kappTree(stage.run, appOf(input, stage)));
