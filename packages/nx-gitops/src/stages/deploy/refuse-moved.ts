import { GitopsError } from '../../model/errors.ts';
import { nameOf } from '../../model/manifest/manifest.ts';
import type { Plan, PlannedChange } from '../../model/plan/plan.ts';

/** A deploy that is held to a plan does exactly that: neither the snapshot nor the live objects may have moved since. */
export function refuseMoved(plan: Plan | undefined, now: Plan): void {
  if (!plan) return;
  for (const field of ['environment', 'context', 'application', 'namespace'] as const) {
    if (plan[field] === now[field]) continue;
    throw outdated(`It is for the ${field} "${plan[field]}", this deploy for "${now[field]}"`);
  }
  if (plan.snapshot !== now.snapshot) throw outdated('The snapshot is another one now');
  const planned = new Map(plan.changes.map((change) => [keyOf(change), change]));
  const moved = now.changes.filter((change) => !isSame(planned.get(keyOf(change)), change));
  const found = new Set(now.changes.map(keyOf));
  const gone = plan.changes.filter((change) => !found.has(keyOf(change)));
  const all = [...moved, ...gone].map((change) => nameOf(change));
  if (all.length === 0) return;
  const more = all.length > 5 ? ` and ${all.length - 5} more` : '';
  throw outdated(`These live objects moved since: ${all.slice(0, 5).join(', ')}${more}`);
}

const keyOf = ({ apiVersion, kind, namespace, name }: PlannedChange): string =>
  [apiVersion.split('/').slice(0, -1).join(''), kind, namespace, name].join(' ');

/** Of what is only waited for, nothing changes. */
const isSame = (before: PlannedChange | undefined, now: PlannedChange): boolean =>
  now.operation === 'wait' ||
  (before?.operation === now.operation &&
    before.live?.uid === now.live?.uid &&
    before.live?.digest === now.live?.digest);

const outdated = (what: string): GitopsError =>
  new GitopsError(
    'PLAN_OUTDATED',
    `The plan is not true any more. ${what}`,
    'Make it again with "nx-gitops diff --out <file>", look at it, and deploy that.',
  );
