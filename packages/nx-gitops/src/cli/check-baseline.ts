import { baselineName, parseBaseline, type Baseline } from '../checks/allow/baseline.ts';
import { cannotCheck } from '../checks/cannot-check.ts';
import type { OpenScope } from './check-scope-at.ts';

/** The baseline that is committed, or the one that is named. */
export async function readBaseline(scope: OpenScope, named: string | undefined): Promise<Baseline> {
  const path = named ?? baselineName;
  const bytes = await scope.repository.read(path);
  if (bytes) return parseBaseline(bytes.toString('utf8'), path);
  if (named === undefined) return new Map();
  throw cannotCheck(
    `There is no baseline ${named}`,
    'Name it relative to the repository and add it to Git',
  );
}
