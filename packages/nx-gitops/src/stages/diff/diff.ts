import { nameOf } from '../../model/manifest.ts';
import type { ConfigRepository, Environment } from '../../model/parse-settings.ts';
import { kappDiff, type KappApp, type ObjectChange } from '../../tools/kapp.ts';
import { findCluster } from '../deploy/find-cluster.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../validate/snapshot.ts';

export interface DiffInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** Kube context in place of the one in the settings. */
  readonly context: string | undefined;
}

/** The difference between snapshot and cluster. */
export interface Difference {
  readonly environment: string;
  readonly context: string;
  readonly changes: readonly ObjectChange[];
}

export async function diff(input: DiffInput, stage: StageContext): Promise<Difference> {
  const { environment } = input;
  const state = await readSnapshot(environment, stage);
  const app = appOf(input, stage);
  return withMask(stage, async (masked, mask) => {
    const manifests = await openRelease(state, mask, masked);
    const changes = await kappDiff(stage.run, app, manifests);
    return { environment: environment.name, context: app.cluster.context, changes };
  });
}

export const appOf = (
  { repository, environment, context }: DiffInput,
  { platform }: StageContext,
): KappApp => ({
  cluster: findCluster(environment, platform, context),
  name: repository.application,
  namespace: environment.namespace,
});

const signs = { create: '+', update: '~', delete: '-', wait: '…' } as const;

/** A difference as lines for a person. */
export function formatDifference({ environment, context, changes }: Difference): string[] {
  if (changes.length === 0) return [`${environment} (${context}): nothing to change`];
  return [
    `${environment} (${context}): ${countChanges(changes)}`,
    ...changes.map((change) => `  ${signs[change.operation]} ${nameOf(change)}`),
  ];
}

export const countChanges = (changes: readonly ObjectChange[]): string =>
  (['create', 'update', 'delete', 'wait'] as const)
    .map(
      (operation) =>
        [changes.filter((one) => one.operation === operation).length, operation] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, operation]) => `${count} to ${operation}${operation === 'wait' ? ' for' : ''}`)
    .join(', ');
