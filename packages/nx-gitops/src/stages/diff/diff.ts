import { writeAtomic } from '../../io/files.ts';
import { isGitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { sha256 } from '../../model/sha256.ts';
import type { KappApp } from '../../tools/kapp-app.ts';
import { readKappRecord } from '../../tools/kapp-record.ts';
import { openNamespaces } from '../../tools/namespaces.ts';
import { findCluster } from '../deploy/find-cluster.ts';
import { openRelease } from '../secrets/open-release.ts';
import { withMask } from '../secrets/with-mask.ts';
import type { StageContext } from '../stage-context.ts';
import { readSnapshot } from '../release/read-snapshot.ts';
import { planRelease } from './plan-release.ts';

export interface DiffInput {
  readonly repository: ConfigRepository;
  readonly environment: Environment;
  /** Kube context in place of the one in the settings. */
  readonly context: string | undefined;
}

/** The difference between snapshot and cluster, as a plan that a deploy can be held to. */
export async function diff(input: DiffInput, stage: StageContext): Promise<Plan> {
  const { repository, environment } = input;
  const state = await readSnapshot(environment, stage);
  const app = appOf(input, stage);
  return withMask(stage, async (masked, mask) => {
    const manifests = await openRelease(state, mask, masked);
    const snapshot = sha256(state);
    const isFirst = await isNew(app, masked);
    const plan = await planRelease(
      { repository, environment, app, manifests, snapshot, isFirst },
      mask,
      masked,
    );
    await tellTerminating(plan, app, stage);
    return plan;
  });
}

/** Whether kapp has no record of the app. Where nobody may read that, kapp says what is wrong. */
const isNew = (app: KappApp, { api }: StageContext): Promise<boolean> =>
  readKappRecord(api, app).then(
    (record) => record === undefined,
    (error: unknown) => {
      if (isGitopsError(error) && error.code === 'CLUSTER_UNREACHABLE') throw error;
      return false;
    },
  );

/** Everything is new where nothing was deployed yet, and where the namespace takes nothing any more. */
async function tellTerminating(
  { changes }: Plan,
  { cluster, namespace }: KappApp,
  { api, report }: StageContext,
): Promise<void> {
  const isNew = changes.length > 0 && changes.every(({ operation }) => operation === 'create');
  if (!isNew || !(await openNamespaces(api(cluster)).isTerminating(namespace))) return;
  report(`The namespace ${namespace} is being deleted: until it is gone nothing can be deployed`);
}

/** Keeps a plan for "deploy --plan". */
export const writePlan = (path: string, plan: Plan): Promise<void> =>
  writeAtomic(path, `${JSON.stringify(plan, null, 2)}\n`);

export const appOf = (
  { repository, environment, context }: DiffInput,
  { platform }: StageContext,
): KappApp => ({
  cluster: findCluster(environment, platform, context),
  name: repository.application,
  namespace: environment.namespace,
});
