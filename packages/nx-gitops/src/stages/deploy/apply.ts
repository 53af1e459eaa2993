import { GitopsError, isGitopsError } from '../../model/errors.ts';
import type { Environment } from '../../model/settings/environment.ts';
import type { Observed } from '../../model/release/fatal-causes.ts';
import type { ObjectIdentity } from '../../model/manifest/manifest.ts';
import { findWebhookProblem } from '../../tools/kapp-lines.ts';
import type { KappRecord } from '../../tools/kapp-record.ts';
import { kappDeploy } from '../../tools/kapp-deploy.ts';
import { placeOf, type KappApp } from '../../tools/kapp-app.ts';
import { withPartRecord } from '../../tools/kapp-part.ts';
import { openWorkloads } from '../../tools/workloads.ts';
import type { StageContext } from '../stage-context.ts';
import { explainFailure } from './explain-failure.ts';
import { watchFailure } from './watch-failure.ts';

/** An object that is waited for. */
export type Changing = Pick<ObjectIdentity, 'kind' | 'name'>;

export interface Application {
  readonly app: KappApp;
  readonly environment: Environment;
  /** All or some of the snapshot, with its secrets open. */
  readonly manifests: string;
  readonly changes: readonly Changing[];
  /** kapp's record of the app, where the manifests are some of its objects only. */
  readonly part?: KappRecord | undefined;
  /** Writes every object that is not as the manifests say, whoever changed it. */
  readonly againstLive?: boolean;
  /** The namespace before kapp begins. */
  readonly before: Promise<Observed | undefined>;
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
}

/** Applies the manifests; a release that does not become ready, or never will, is explained. */
export async function apply(
  { app, environment, manifests, changes, part, ...input }: Application,
  stage: StageContext,
): Promise<void> {
  const { namespace, waitTimeout } = environment;
  const { before: observed, signal, againstLive = false } = input;
  const api = stage.api(app.cluster);
  const failure = new AbortController();
  const done = new AbortController();
  const waitedFor = new Set(changes.map(({ kind, name }) => `${kind} ${name}`));
  // A look that is under way when kapp is done is not waited for.
  const workloads = openWorkloads(api, namespace, done.signal);
  // Only once this is known may kapp begin: it can make pods sooner than a question is answered.
  const before = await observed;
  const watching = watchFailure(
    { workloads, waitedFor, place: placeOf(app), before, stop: done.signal },
    (error) => failure.abort(error),
  );
  const report = (line: string): void => {
    stage.report(line);
    const problem = findWebhookProblem(line);
    if (problem) failure.abort(refusedBy(problem, app));
  };
  try {
    const choices = {
      ...{ count: changes.length, againstLive },
      signal: AbortSignal.any([signal, failure.signal]),
    };
    const deploy = (record?: KappApp): Promise<void> =>
      kappDeploy(stage.run, app, manifests, waitTimeout, report, { ...choices, part: record });
    await (part ? withPartRecord(stage.api, app, part, deploy) : deploy());
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (failure.signal.aborted) throw failure.signal.reason;
    if (!isGitopsError(error)) throw error;
    if (error.code === 'CLUSTER_UNREACHABLE') throw goneHalfWay(error, app, changes.length);
    if (error.code !== 'RELEASE_UNHEALTHY') throw error;
    throw await explainFailure(error, openWorkloads(api, namespace));
  } finally {
    done.abort();
    await watching;
  }
}

const refusedBy = (problem: string, app: KappApp): GitopsError =>
  new GitopsError(
    'APPLY_REFUSED',
    `The API server refuses an object of ${placeOf(app)}: ${problem}`,
    'Bring the webhook back, or correct its configuration, and deploy again; objects applied before it stay.',
  );

const goneHalfWay = (error: GitopsError, app: KappApp, count: number): GitopsError =>
  new GitopsError(
    error.code,
    `The API server stopped answering while ${placeOf(app)} was being deployed`,
    `Of the ${count} changes some may be applied and others not; the record of the release may say "deploying". Once the API server is back, do the same again: it goes on where it stopped.\n${error.hint.split('\n').slice(1).join('\n')}`,
    { cause: error },
  );
