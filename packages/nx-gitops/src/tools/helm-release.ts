import { GitopsError } from '../model/errors.ts';
import { isTree, type Tree } from '../model/manifest/tree.ts';
import { findClusterError, type Cluster } from './cluster.ts';
import { lastLines, type RunTool } from './run-tool.ts';

export interface HelmRelease {
  /** The objects that Helm applied, without hooks. */
  readonly manifest: string;
  /** What somebody gave beside the values of the chart. */
  readonly values: Tree;
}

/** What Helm knows of a release. It may hold secrets: it stays in memory. */
export async function readHelmRelease(
  run: RunTool,
  cluster: Cluster,
  release: string,
  namespace: string,
): Promise<HelmRelease> {
  const get = async (what: string, ...more: readonly string[]): Promise<string> => {
    const args = [
      ...['get', what, release, `--namespace=${namespace}`, `--kube-context=${cluster.context}`],
      ...(cluster.kubeconfig === undefined ? [] : [`--kubeconfig=${cluster.kubeconfig}`]),
    ];
    const { exitCode, stdout, stderr } = await run('helm', [...args, ...more]);
    if (exitCode === 0) return stdout;
    throw (
      findClusterError(cluster, stderr) ??
      new GitopsError(
        'OPTIONS_INVALID',
        `Helm knows no release "${release}" in the namespace "${namespace}" of ${cluster.context}`,
        `"helm list --all-namespaces" lists them. Helm says: ${lastLines(stderr, 2)}`,
      )
    );
  };
  const [manifest, values] = [await get('manifest'), await get('values', '--output=json')];
  const given: unknown = JSON.parse(values);
  return { manifest, values: isTree(given) ? given : {} };
}
