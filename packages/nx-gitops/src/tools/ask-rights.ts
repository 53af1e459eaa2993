import { findClusterError, kubectlFlags, type Cluster } from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import { toolFailed, type RunTool } from './run-tool.ts';

/** What every deploy does, whatever the release holds. */
const needed = [
  ['create', 'deployments.apps'],
  ['patch', 'deployments.apps'],
  ['create', 'services'],
  ['update', 'configmaps'],
  ['update', 'leases.coordination.k8s.io'],
] as const;

/** Which of these the user of a cluster may not do in a namespace: "create services". */
export async function askRights(
  run: RunTool,
  cluster: Cluster,
  namespace: string,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [verb, resource] of needed) {
    const result = await runOnCluster(run, cluster, 'kubectl', [
      ...kubectlFlags(cluster),
      '--request-timeout=5s',
      'auth',
      'can-i',
      verb,
      resource,
      `--namespace=${namespace}`,
    ]);
    const answer = result.stdout.trim();
    if (answer === 'no') missing.push(`${verb} ${resource}`);
    if (answer === 'no' || answer === 'yes') continue;
    throw (
      findClusterError(cluster, result.stderr) ?? toolFailed('kubectl', 'asking for rights', result)
    );
  }
  return missing;
}
