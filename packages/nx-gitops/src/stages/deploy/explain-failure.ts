import { GitopsError } from '../../model/errors.ts';
import {
  findCrash,
  listWarnings,
  podCauses,
  type KubernetesEvent,
  type Pod,
} from '../../model/release/pod-causes.ts';
import type { Workloads } from '../../tools/workloads.ts';

/** Adds the cause to "did not become ready": pod states, exit codes, warnings, last log lines. */
export async function explainFailure(
  error: GitopsError,
  workloads: Workloads,
): Promise<GitopsError> {
  const [pods, events] = await Promise.all([
    listed<Pod>(workloads.pods()),
    listed<KubernetesEvent>(workloads.events()),
  ]);
  const crash = findCrash(pods);
  const log = crash && (await workloads.tailLog(crash.pod, crash.container));
  const lines = [
    ...pods.flatMap(podCauses).slice(0, 10),
    ...listWarnings(events).slice(0, 10),
    ...(log ? [`Last log lines of ${crash.pod}:`, log] : []),
  ];
  if (lines.length === 0) return error;
  return new GitopsError(error.code, error.problem, `${lines.join('\n')}\n${error.hint}`, {
    cause: error,
  });
}

/** The cluster may be what failed: then the first error stands without its explanation. */
const listed = async <T>(list: Promise<readonly unknown[]>): Promise<readonly T[]> =>
  (await list.catch(() => [])) as readonly T[];
