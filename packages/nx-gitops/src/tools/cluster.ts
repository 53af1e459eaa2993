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

/** Tells clusters apart. */
export const clusterKey = ({ kubeconfig = '', context }: Cluster): string =>
  `${context}\n${kubeconfig}`;

/** The error of a message that says that the cluster cannot be reached, or is not known at all. */
export function findClusterError(cluster: Cluster, message: string): GitopsError | undefined {
  const { context } = cluster;
  if (/context .* does not exist|context was not found/i.test(message)) {
    return new GitopsError(
      'CONTEXT_MISSING',
      `There is no context "${context}" in the kubeconfig`,
      'Correct "context" in gitops.yaml or --context; "kubectl config get-contexts" lists those that there are.',
    );
  }
  if (isWebhookProblem(message)) return undefined;
  if (unknownHere.test(message)) {
    return new GitopsError(
      'CLUSTER_UNREACHABLE',
      `The API server of context "${context}" does not let you in`,
      `Log in again, or correct the user of that context ("kubectl --context ${context} auth whoami").\n${lastLines(message, 5)}`,
    );
  }
  return isSilence(message) ? unreachable(cluster, message) : undefined;
}

export const unreachable = ({ context }: Cluster, message: string): GitopsError =>
  new GitopsError(
    'CLUSTER_UNREACHABLE',
    `The API server of context "${context}" does not answer`,
    `Check the context and your access ("kubectl --context ${context} version"), or start the local platform.\n${lastLines(message, 5)}`,
  );

/** A webhook that does not answer is none of the API server's silence. */
export const isSilence = (message: string): boolean =>
  noAnswer.test(message) && !unknownHere.test(message) && !isWebhookProblem(message);

export const isWebhookProblem = (message: string): boolean =>
  /admission webhook|calling webhook/i.test(message);

const unknownHere =
  /\bUnauthorized\b|must be logged in|client to provide credentials|getting credentials/;

const noAnswer =
  /connection (?:refused|reset|lost)|\bEOF\b|was refused|no such host|no route to host|network is unreachable|timeout|timed out (?!waiting)|deadline exceeded|Unable to connect|TLS handshake|x509: /i;

/** The error of a message that says that the account of the context may not do something; `what` is what it wanted. */
export function findRightsError(
  { context }: Cluster,
  what: string,
  message: string,
): GitopsError | undefined {
  const denied = /\S* is forbidden: User .*? cannot \w+ resource .*/.exec(
    message.replaceAll(/\s+/g, ' '),
  );
  if (!denied) return undefined;
  return new GitopsError(
    'APPLY_REFUSED',
    `The account of context "${context}" may not ${what}: ${denied[0]}`,
    'Ask for it: "nx g nx-gitops:ci" writes Roles with the rights that a release needs.',
  );
}

/** What helps where a namespace takes nothing; `rights` is the advice where it is none of these. */
export function adviseOnNamespace(message: string, namespace: string, rights: string): string {
  const advice = /being terminated/.test(message)
    ? `The namespace is being deleted: wait until it is gone ("kubectl get namespace ${namespace}"), then do it again.`
    : /exceeded quota/.test(message)
      ? 'Make room in that quota, or raise it, then do it again.'
      : isMissingNamespace(message)
        ? `Make the namespace: "kubectl create namespace ${namespace}". Your account may not, or nothing was deployed there yet.`
        : rights;
  return `${advice}\n${lastLines(message, 5)}`;
}

export const isMissingNamespace = (message: string): boolean =>
  /namespaces "[^"]*" not found/.test(message);
