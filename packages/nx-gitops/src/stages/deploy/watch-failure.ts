import { setTimeout as sleep } from 'node:timers/promises';
import { GitopsError } from '../../model/errors.ts';
import {
  findFatalCauses,
  type FatalCause,
  type Observed,
} from '../../model/release/fatal-causes.ts';
import type { Workloads } from '../../tools/workloads.ts';
import { observeNamespace } from './observe-namespace.ts';

export interface WatchInput {
  readonly workloads: Workloads;
  /** `Deployment web`: what kapp waits for. */
  readonly waitedFor: ReadonlySet<string>;
  /** "shop in namespace …", for the error. */
  readonly place: string;
  /** The namespace as it was before kapp began: what is in it does not count against the release. */
  readonly before: Observed | undefined;
  readonly stop: AbortSignal;
}

/** Twice as long as this passes at most between what the API server knows and the end of the deploy. */
const period = 2000;

/**
 * Looks at pods, jobs and events until `stop`, and calls `failed` once waiting is of no more use. A cause has to be
 * seen twice: the first pull of an image may fail by chance.
 */
export async function watchFailure(
  { workloads, waitedFor, place, stop, ...input }: WatchInput,
  failed: (error: GitopsError) => void,
): Promise<void> {
  let { before } = input;
  let seen: readonly string[] = [];
  while (!stop.aborted) {
    const began = Date.now();
    // A namespace with thousands of pods is looked at less often.
    await sleep(period, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    const now = await observeNamespace(workloads);
    before ??= now;
    const causes = now && before ? findFatalCauses(now, { waitedFor, before }) : [];
    const again = causes.filter(({ text }) => seen.includes(text));
    if (again.length > 0 && !stop.aborted) {
      return failed(await unhealthy(causes, place, workloads));
    }
    seen = causes.map(({ text }) => text);
    const cost = Date.now() - began - period;
    await sleep(Math.min(cost, 3000), undefined, { signal: stop }).catch(() => undefined);
  }
}

async function unhealthy(
  causes: readonly FatalCause[],
  place: string,
  workloads: Workloads,
): Promise<GitopsError> {
  const crash = causes.find((cause) => cause.crash)?.crash;
  const log = crash && (await workloads.tailLog(crash.pod, crash.container));
  const texts = [...new Set(causes.map(({ text }) => text))].slice(0, 10);
  return new GitopsError(
    'RELEASE_UNHEALTHY',
    `${place} did not become ready`,
    [
      ...texts,
      ...(log && crash ? [`Last log lines of ${crash.pod}:`, log] : []),
      'kapp was stopped; what runs already goes on. Correct the cause and deploy again, or roll back.',
    ].join('\n'),
  );
}
