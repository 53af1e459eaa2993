import type { Cluster } from './cluster.ts';

export interface KappApp {
  readonly cluster: Cluster;
  readonly name: string;
  readonly namespace: string;
}

export const kappFlags = ({ cluster, name, namespace }: KappApp): string[] => [
  `--app=${name}`,
  `--namespace=${namespace}`,
  ...(cluster.kubeconfig === undefined ? [] : [`--kubeconfig=${cluster.kubeconfig}`]),
  `--kubeconfig-context=${cluster.context}`,
  '--color=false',
];

/** An app as a message names it. */
export const placeOf = ({ name, namespace, cluster }: KappApp): string =>
  `${name} in namespace ${namespace} (context ${cluster.context})`;
