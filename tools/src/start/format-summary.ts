import type { createStyle } from '../terminal/style.ts';
import type { LockReason } from './explain-locks.ts';
import type { ReleasedObject } from './read-objects.ts';

export interface Summary {
  readonly reasons: readonly LockReason[];
  readonly locks: ReadonlyMap<string, string>;
  readonly objects: readonly ReleasedObject[];
}

/** What `npm start` did, for the person who waited: what was built and why, what runs, what to try next. */
export const formatSummary = (
  { reasons, locks, objects }: Summary,
  { bold, dim, green, red }: ReturnType<typeof createStyle>,
): string => {
  const width = Math.max(...[...locks.keys()].map((name) => name.length));
  const services = [...locks].map(([name, digest]) => {
    const reason = reasons.find(({ service }) => service === name);
    return `  ${name.padEnd(width)}  ${digest.slice(0, 19)}…  ${dim(describe(reason))}`;
  });
  const unready = objects.filter(({ isReady }) => !isReady);
  const state =
    unready.length === 0
      ? green('all ready')
      : red(`not ready: ${unready.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`);
  return [
    '',
    bold('Services'),
    ...services,
    '',
    bold('In the cluster'),
    `  ${countKinds(objects)}: ${state}`,
    '',
    bold('Look further'),
    '  npm run status                                 what runs on this machine, and where',
    '  npx nx-gitops diff --environment local         what a deploy would change now',
    '  npx nx graph                                   config repository → services → libraries',
    '',
    bold('Change one line and see only that service move'),
    '  edit apps/catalog/src/main.ts, then',
    '  npx nx-gitops why catalog --environment local  which files made its lock stale',
    '  npx nx run config-repository:deploy-local      one build, one image, one Deployment',
    '',
    `${dim('npm run down stops the platform; its data stays.')}`,
    '',
  ].join('\n');
};

const describe = (reason: LockReason | undefined): string => {
  const changed = reason?.changed ?? [];
  switch (reason?.state) {
    case 'fresh':
      return 'not built: its sources are those of its lock';
    case 'held':
      return 'not built: its lock is held';
    case 'stale':
      return `built: ${changed.slice(0, 2).join(', ')}${changed.length > 2 ? ` and ${changed.length - 2} more` : ''} changed`;
    default:
      return 'built: it had no lock yet';
  }
};

const countKinds = (objects: readonly ReleasedObject[]): string => {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
};
