import { GitopsError } from '../../model/errors.ts';
import {
  findCrash,
  listWarnings,
  podCauses,
  type KubernetesEvent,
  type Pod,
} from '../../model/release/pod-causes.ts';
import type { Kubectl } from '../../tools/kubectl.ts';

/** Adds the cause to "did not become ready": pod states, exit codes, warnings, last log lines. */
export async function explainFailure(
  error: GitopsError,
  kubectl: Kubectl,
  namespace: string,
): Promise<GitopsError> {
  const [pods, events] = await Promise.all([
    list<Pod>(kubectl, 'pods', namespace),
    list<KubernetesEvent>(kubectl, 'events', namespace),
  ]);
  const crash = findCrash(pods);
  const log = crash && (await kubectl.tailLog(crash.pod, crash.container, namespace));
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
const list = async <T>(kubectl: Kubectl, kind: string, namespace: string): Promise<readonly T[]> =>
  (await kubectl.list(kind, namespace).catch(() => [])) as readonly T[];
