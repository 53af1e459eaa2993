import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Ports } from './choose-ports.ts';
import { certificateKeyPath, certificatePath } from './credentials.ts';
import type { PlatformPaths } from './platform-paths.ts';
import type { Part } from './start-process.ts';

export interface ClusterParts {
  readonly paths: PlatformPaths;
  readonly binDirectory: string;
  readonly ports: Ports;
  /** Folder of KWOK's stages. */
  readonly kwokStages: string;
}

/** The defaults of the clients (20 requests a second) make many pods crawl. */
const fastClient = [
  '--kube-api-qps=1000',
  '--kube-api-burst=2000',
  '--leader-elect=false',
  '--secure-port=0',
];

export const etcdPart = ({ paths, binDirectory, ports }: ClusterParts): Part => ({
  name: 'etcd',
  command: join(binDirectory, 'etcd'),
  args: [
    '--name=local',
    `--data-dir=${paths.etcd}`,
    `--listen-client-urls=http://127.0.0.1:${ports.etcd}`,
    `--advertise-client-urls=http://127.0.0.1:${ports.etcd}`,
    `--listen-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
    `--initial-cluster=local=http://127.0.0.1:${ports.etcdPeer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ],
});

export const apiServerPart = ({ paths, binDirectory, ports }: ClusterParts): Part => ({
  name: 'kube-apiserver',
  command: join(binDirectory, 'kube-apiserver'),
  args: [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--secure-port=${ports.apiserver}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--cert-dir=${paths.certificates}`,
    `--token-auth-file=${paths.tokens}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${paths.serviceAccountKey}`,
    `--service-account-signing-key-file=${paths.serviceAccountKey}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--endpoint-reconciler-type=none',
    '--kubelet-preferred-address-types=InternalIP',
    '--allow-privileged=true',
    '--profiling=false',
  ],
});

/** A stand-in node misses heartbeats under load; without these two controllers nobody takes its pods away. */
const controllers = '--controllers=*,-node-lifecycle-controller,-taint-eviction-controller';

export const controllerManagerPart = ({ paths, binDirectory }: ClusterParts): Part => ({
  name: 'kube-controller-manager',
  command: join(binDirectory, 'kube-controller-manager'),
  args: [
    `--kubeconfig=${paths.kubeconfig}`,
    `--root-ca-file=${certificatePath(paths)}`,
    `--service-account-private-key-file=${paths.serviceAccountKey}`,
    controllers,
    '--concurrent-deployment-syncs=20',
    '--concurrent-replicaset-syncs=20',
    ...fastClient,
  ],
});

export const schedulerPart = ({ paths, binDirectory }: ClusterParts): Part => ({
  name: 'kube-scheduler',
  command: join(binDirectory, 'kube-scheduler'),
  args: [`--kubeconfig=${paths.kubeconfig}`, ...fastClient],
});

/** Without leases: a KWOK that was started again would wait for the lease of the one before to run out. */
export const kwokPart = ({ paths, binDirectory, ports, kwokStages }: ClusterParts): Part => {
  const stages = readdirSync(kwokStages).filter((file) => file.endsWith('.yaml'));
  const configs = [paths.kwokConfig, ...stages.sort().map((file) => join(kwokStages, file))];
  return {
    name: 'kwok',
    command: join(binDirectory, 'kwok'),
    args: [
      `--kubeconfig=${paths.kubeconfig}`,
      ...configs.map((path) => `--config=${path}`),
      '--manage-all-nodes=true',
      '--node-ip=127.0.0.1',
      `--node-port=${ports.kwok}`,
      `--server-address=127.0.0.1:${ports.kwok}`,
      `--tls-cert-file=${certificatePath(paths)}`,
      `--tls-private-key-file=${certificateKeyPath(paths)}`,
      '--node-lease-duration-seconds=0',
    ],
  };
};
