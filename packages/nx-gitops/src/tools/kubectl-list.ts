import type { Tree } from '../model/manifest/tree.ts';
import { findClusterError, kubectlFlags, type Cluster } from './cluster.ts';
import { runOnCluster } from './run-on-cluster.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/** Kinds that controllers and nodes write, never people. Secrets are asked for by name alone. */
const notRead =
  /^(events(\..*)?|secrets|pods|replicationcontrollers|endpoints|endpointslices\..*|leases\..*|controllerrevisions\..*|replicasets\..*|podtemplates|.*\.metrics\.k8s\.io|localsubjectaccessreviews\..*|bindings)$/;

const notMachines =
  '--field-selector=type!=helm.sh/release.v1,type!=kubernetes.io/service-account-token';

/** What a namespace holds, for somebody who wants to take it over. */
export interface Namespaced {
  readonly objects: readonly Tree[];
  readonly secrets: readonly string[];
  /** Version of the API server: `1.34.2`. */
  readonly kubernetes: string;
}

export async function listNamespace(
  run: RunTool,
  cluster: Cluster,
  namespace: string,
  selector: string | undefined,
): Promise<Namespaced> {
  const kubectl = async (doing: string, ...args: readonly string[]): Promise<string> => {
    const flags = kubectlFlags(cluster);
    const result = await runOnCluster(run, cluster, 'kubectl', [...flags, ...args]);
    const unreachable =
      result.exitCode === 0 ? undefined : findClusterError(cluster, result.stderr);
    if (unreachable) throw unreachable;
    return expectSuccess('kubectl', doing, result).stdout;
  };
  const chosen = [
    `--namespace=${namespace}`,
    ...(selector === undefined ? [] : [`--selector=${selector}`]),
  ];
  const kinds = await kubectl(
    'asking for the kinds of objects',
    ...['api-resources', '--namespaced', '--verbs=get,list,update', '--output=name'],
  );
  const wanted = kinds.split('\n').filter((kind) => kind !== '' && !notRead.test(kind));
  const [found, secrets, version] = await Promise.all([
    kubectl(
      'listing the objects',
      ...['get', wanted.join(','), ...chosen, '--show-managed-fields', '--output=json'],
    ),
    // By name: nothing that a Secret holds comes here.
    kubectl('listing Secrets', 'get', 'secrets', ...chosen, notMachines, '--output=name'),
    readServerVersion(run, cluster),
  ]);
  return {
    objects: (JSON.parse(found) as { items: Tree[] }).items,
    secrets: secrets.split('\n').flatMap((line) => line.split('/')[1] ?? []),
    kubernetes: version,
  };
}

/** The version that charts were rendered for. */
export async function readServerVersion(run: RunTool, cluster: Cluster): Promise<string> {
  const args = [...kubectlFlags(cluster), 'version', '--output=json'];
  const result = await runOnCluster(run, cluster, 'kubectl', args);
  const unreachable = result.exitCode === 0 ? undefined : findClusterError(cluster, result.stderr);
  if (unreachable) throw unreachable;
  const { stdout } = expectSuccess('kubectl', 'asking for the version', result);
  const { serverVersion } = JSON.parse(stdout) as { serverVersion: { gitVersion: string } };
  return /\d+\.\d+\.\d+/.exec(serverVersion.gitVersion)?.[0] ?? '1.34.0';
}
