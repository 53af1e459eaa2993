import { GitopsError } from '../model/errors.ts';
import { lastLines } from './run-tool.ts';

/** A cluster as kubectl and kapp are told of it. */
export interface Cluster {
  /** File; undefined means KUBECONFIG or the usual one. */
  readonly kubeconfig: string | undefined;
  readonly context: string;
}

/** The cluster as every call of kubectl is told of it. */
export const kubectlFlags = ({ kubeconfig, context }: Cluster): string[] => [
  ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
  `--context=${context}`,
];

/** The error of a message that says that the cluster cannot be reached, or is not known at all. */
export function findClusterError({ context }: Cluster, message: string): GitopsError | undefined {
  if (/context .* does not exist|context was not found/i.test(message)) {
    return new GitopsError(
      'CONTEXT_MISSING',
      `There is no context "${context}" in the kubeconfig`,
      'Correct "context" in gitops.yaml or --context; "kubectl config get-contexts" lists those that there are.',
    );
  }
  if (!unreachable.test(message)) return undefined;
  return new GitopsError(
    'CLUSTER_UNREACHABLE',
    `The API server of context "${context}" does not answer`,
    `Check the context and your access ("kubectl --context ${context} version"), or start the local platform.\n${lastLines(message, 5)}`,
  );
}

const unreachable =
  /connection refused|was refused|no such host|timeout|timed out (?!waiting)|Unable to connect|TLS handshake/i;
