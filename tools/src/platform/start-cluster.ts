import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { readVersionTable } from '../toolchain/version-table.ts';
import { resourcePaths } from '../toolchain/resources.ts';
import { workspaceRoot } from '../workspace.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { choosePorts, type Ports } from './choose-ports.ts';
import {
  apiServerPart,
  controllerManagerPart,
  etcdPart,
  kwokPart,
  schedulerPart,
  type ClusterParts,
} from './cluster-parts.ts';
import { certificatePath, ensureCredentials, hasCertificate } from './credentials.ts';
import { formatKubeconfig } from './format-kubeconfig.ts';
import { formatKwokConfig, formatPodLog } from './format-kwok-config.ts';
import { clearTaints, createNode, isNodeReady } from './local-node.ts';
import { readRecord, updateRecord } from './platform-record.ts';
import type { RecordedProcess } from './process-identity.ts';
import type { HalfStart } from './start-images.ts';
import { startProcess, type Part } from './start-process.ts';
import { waitUntil } from './wait-until.ts';
import { writePrivateFile } from './write-private-file.ts';

/** etcd, then the API server, then its clients, then a node that takes pods. */
export const startCluster = async (start: HalfStart): Promise<void> => {
  const { paths, signal } = start;
  const parts = await prepareParts(start);
  const { token } = ensureCredentials(paths);
  writePrivateFile(paths.podLog, formatPodLog());
  writePrivateFile(paths.kwokConfig, formatKwokConfig(paths.podLog));
  const run = (part: Part) => startProcess(paths, 'cluster', part);
  const wait = (part: RecordedProcess, until: string, check: () => Promise<boolean>) =>
    waitUntil({ paths, part, until, check, signal });

  const etcd = run(etcdPart(parts));
  await wait(
    etcd,
    'it answered /health',
    async () => (await fetch(`http://127.0.0.1:${parts.ports.etcd}/health`)).ok,
  );
  const apiServer = run(apiServerPart(parts));
  await wait(apiServer, 'it had a certificate', async () => hasCertificate(paths));
  const access = {
    port: parts.ports.apiserver,
    certificate: readFileSync(certificatePath(paths), 'utf8'),
    token,
  };
  writePrivateFile(paths.kubeconfig, formatKubeconfig(access));
  const api = createApiClient(access);
  await wait(apiServer, 'it answered /readyz', () => answersOk(api, '/readyz'));
  const [controllers, , kwok] = [controllerManagerPart, schedulerPart, kwokPart].map((plan) =>
    run(plan(parts)),
  );
  await wait(apiServer, 'it took the node', () => createNode(api));
  await wait(apiServer, 'the taints of the node were gone', () => clearTaints(api));
  if (kwok) await wait(kwok, 'the node was ready', () => isNodeReady(api));
  if (controllers) {
    const account = '/api/v1/namespaces/default/serviceaccounts/default';
    await wait(controllers, 'the default service account was there', () => answersOk(api, account));
  }
};

const prepareParts = async ({ paths, binDirectory }: HalfStart): Promise<ClusterParts> => {
  const names = ['etcd', 'etcdPeer', 'apiserver', 'kwok'] as const;
  const ports = { registry: 0, ...(await choosePorts(names, readRecord(paths).ports)) } as Ports;
  updateRecord(paths, (record) => ({
    ...record,
    ports: { ...record.ports, ...omitRegistry(ports) },
  }));
  const { kwok } = resourcePaths(dirname(binDirectory), readVersionTable(workspaceRoot));
  return { paths, binDirectory, ports, kwokStages: kwok };
};

const omitRegistry = ({ registry: _, ...ports }: Ports) => ports;

const answersOk = async (api: ApiClient, path: string): Promise<boolean> =>
  (await api.get(path)).status === 200;
