import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOwnCluster, type OwnCluster } from '../workspace/own-cluster.ts';
import { until } from '../workspace/cluster.ts';
import { withPlatform } from '../workspace/platform-file.ts';
import { expectError } from '../workspace/refusal.ts';
import { configMap, createSnapshot, object, writeSnapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let own: OwnCluster;
let directory: string;

/** Nothing makes this pod ready: kapp waits for it. */
const gated = object(
  'v1',
  'Pod',
  'stuck',
  'spec:\n  schedulingGates: [{ name: test/closed }]\n  containers:\n    - { name: c, image: x }\n',
);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nx-gitops-own-'));
  own = await openOwnCluster(directory);
  const workspace = await createSnapshot(configMap('a'));
  const elsewhere = await withPlatform(workspace, () => ({ kubeconfig: own.kubeconfig }));
  small = elsewhere.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '12' });
});

afterAll(async () => {
  await own?.stop();
  await small?.dispose();
  await rm(directory, { recursive: true, force: true });
});

it('an API server that dies half-way: one error that says so; the next deploy converges', async () => {
  await writeSnapshot(small, configMap('a', 'new'), gated);
  const deploying = small.cli('deploy');
  const inNamespace = `--namespace=${small.id}-staging`;
  const names = (kind: string): Promise<string> =>
    own.kubectl(['get', kind, '--output=name', inNamespace]);
  await until('the pod is there', async () => (await names('pods')).includes('stuck'));
  own.killServer();
  const { exitCode, stderr } = await deploying;
  expect(exitCode).toBe(1);
  expectError(stderr.slice(stderr.indexOf('CLUSTER_UNREACHABLE')), {
    code: 'CLUSTER_UNREACHABLE',
    problem: [
      `stopped answering while small in namespace ${small.id}-staging (context nx-gitops-local) was being deployed`,
    ],
    hint: 'Of the 2 changes some may be applied and others not',
  });
  await own.start();
  await writeSnapshot(small, configMap('a', 'newer'));
  const again = await small.cli('deploy', '--allow-deletion');
  expect(again.exitCode, again.stderr).toBe(0);
  expect(await names('pods')).toBe('');
  const value = ['get', 'configmap', 'a', '--output=jsonpath={.data.value}', inNamespace];
  expect(await own.kubectl(value)).toBe('newer');
  const history = JSON.parse((await small.cli('history', '--format=json')).stdout) as unknown[];
  expect(history).toMatchObject([{ result: 'deployed' }, { result: 'failed' }]);
});
