import { findClusterError, kubectlFlags, type Cluster } from './cluster.ts';
import { GitopsError } from '../model/errors.ts';
import { runOnCluster } from './run-on-cluster.ts';
import { lastLines, type RunTool } from './run-tool.ts';

export interface DryRunRequest {
  readonly manifests: string;
  /** The namespace of objects that name none; undefined where all of them do. */
  readonly namespace: string | undefined;
  readonly fieldManager: string;
  /** Take the fields of others over: a conflict is no error then. */
  readonly force: boolean;
}

export interface DryRunAnswer {
  /** `deployment.apps/cart` of each object that the API server would take. */
  readonly accepted: readonly string[];
  /** What it says of the others; empty where there are none. */
  readonly refusal: string;
}

/** Asks the API server what it thinks of objects, by a server-side apply that changes nothing. */
export async function dryRunApply(
  run: RunTool,
  cluster: Cluster,
  { manifests, namespace, fieldManager, force }: DryRunRequest,
): Promise<DryRunAnswer> {
  const args = [
    ...kubectlFlags(cluster),
    'apply',
    '--server-side',
    '--dry-run=server',
    `--field-manager=${fieldManager}`,
    ...(force ? ['--force-conflicts'] : []),
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    '--output=name',
    '--filename=-',
  ];
  const { exitCode, stdout, stderr } = await runOnCluster(run, cluster, 'kubectl', args, {
    input: manifests,
  });
  const unreachable = exitCode === 0 ? undefined : findClusterError(cluster, stderr);
  if (unreachable) throw unreachable;
  if (/^error: .*(?:Unauthorized|must be logged in)/im.test(stderr)) {
    throw new GitopsError(
      'CLUSTER_UNREACHABLE',
      `The API server of context "${cluster.context}" does not let you in`,
      lastLines(stderr, 3),
    );
  }
  return {
    accepted: stdout.split('\n').filter((line) => line.includes('/')),
    refusal: exitCode === 0 ? '' : stderr.trim(),
  };
}
