import { splitDocuments } from '../model/manifest/documents.ts';
import { parseYamlDocument } from '../model/manifest/yaml.ts';
import type { Tree } from '../model/manifest/tree.ts';
import { findClusterError, kubectlFlags, type Cluster } from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import type { RunTool } from './run-tool.ts';

/** What the API server would make of objects that take the place of those that run; those that it takes. */
export async function dryRunReplace(
  run: RunTool,
  cluster: Cluster,
  manifests: string,
  namespace: string,
): Promise<readonly Tree[]> {
  const args = [
    ...kubectlFlags(cluster),
    ...['replace', '--dry-run=server', `--namespace=${namespace}`, '--output=yaml', '--filename=-'],
  ];
  const { stdout, stderr, exitCode } = await runOnCluster(run, cluster, 'kubectl', args, {
    input: manifests,
  });
  const unreachable = exitCode === 0 ? undefined : findClusterError(cluster, stderr);
  if (unreachable) throw unreachable;
  return splitDocuments(stdout).map(
    (document) => parseYamlDocument(document, 'the answer of the API server').value as Tree,
  );
}
