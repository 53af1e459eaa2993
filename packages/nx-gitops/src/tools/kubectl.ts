import { GitopsError } from '../model/errors.ts';
import { clusterUnreachable, type Cluster } from './kapp.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/** kubectl, for the few questions that kapp does not answer. */
export interface Kubectl {
  /** Makes the namespace if it is not there. True where it was made. */
  readonly ensureNamespace: (name: string) => Promise<boolean>;
  /** The objects of some kinds in a namespace. */
  readonly list: (
    kinds: readonly string[],
    namespace: string,
  ) => Promise<readonly KubernetesObject[]>;
  /** The last log lines of a pod's container; empty where there are none. */
  readonly tailLog: (pod: string, container: string, namespace: string) => Promise<string>;
}

// Objects come as the API server gives them; readers ask for the few fields they know.
export type KubernetesObject = Readonly<Record<string, any>>;

export function openKubectl(run: RunTool, cluster: Cluster): Kubectl {
  const kubectl = (args: readonly string[]): ReturnType<RunTool> =>
    run('kubectl', [
      ...(cluster.kubeconfig === undefined ? [] : [`--kubeconfig=${cluster.kubeconfig}`]),
      `--context=${cluster.context}`,
      '--request-timeout=15s',
      ...args,
    ]);
  return {
    ensureNamespace: async (name) => {
      const result = await kubectl(['create', 'namespace', name]);
      if (result.exitCode === 0) return true;
      if (result.stderr.includes('AlreadyExists')) return false;
      // Whoever may not create namespaces can still deploy into one that is there.
      if (/Forbidden/.test(result.stderr)) return false;
      if (
        /refused|timeout|timed out|no such host|does not exist|Unable to connect/i.test(
          result.stderr,
        )
      ) {
        throw clusterUnreachable(cluster, result.stderr);
      }
      throw new GitopsError(
        'APPLY_REFUSED',
        `Namespace "${name}" cannot be made`,
        result.stderr.trim(),
      );
    },
    list: async (kinds, namespace) => {
      const result = await kubectl([
        'get',
        kinds.join(','),
        `--namespace=${namespace}`,
        '--output=json',
      ]);
      expectSuccess('kubectl', `listing ${kinds.join(', ')}`, result);
      return (JSON.parse(result.stdout) as { items: KubernetesObject[] }).items;
    },
    tailLog: async (pod, container, namespace) => {
      const where = [`--namespace=${namespace}`, `--container=${container}`, '--tail=5'];
      const result = await kubectl(['logs', pod, ...where]);
      return result.exitCode === 0 ? result.stdout.trim() : '';
    },
  };
}
