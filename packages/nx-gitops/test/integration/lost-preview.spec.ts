import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../workspace/cluster.ts';
import { openOwnCluster, type OwnCluster } from '../workspace/own-cluster.ts';
import { withPlatform } from '../workspace/platform-file.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let own: OwnCluster;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nx-gitops-own-'));
  own = await openOwnCluster(directory);
  const released = await createReleased('render');
  const elsewhere = await withPlatform(released, (platform) => ({
    ...platform,
    kubeconfig: own.kubeconfig,
  }));
  small = elsewhere.withEnvironment({ NX_GITOPS_LEASE_SECONDS: '12' });
});

afterAll(async () => {
  await own?.stop();
  await small?.dispose();
  await rm(directory, { recursive: true, force: true });
});

it('an API server that dies while a preview is made: one error; the same run makes it', async () => {
  const preview = (...more: string[]) => small.cli('preview', '--name=pr-1', ...more);
  const get = (...what: string[]): Promise<string> =>
    own.kubectl(['get', ...what, '--namespace=small-pr-1', '--ignore-not-found', '--output=name']);
  // No pod is scheduled: the preview waits for its own.
  await own.kubectl(['taint', 'nodes', '--all', 'test=closed:NoSchedule']);
  const making = preview();
  await until('the Deployment is there', async () => (await get('deployment/hello')) !== '');
  own.killServer();
  const { exitCode, stderr } = await making;
  expect(exitCode).toBe(1);
  expect(stderr.match(/^(?:CLUSTER_UNREACHABLE|LEASE_LOST): /gm), stderr).toHaveLength(1);
  await own.start();
  expect((await small.cli('preview', '--list')).stdout).toContain('pr-1');
  const again = await preview();
  expect(again.exitCode, again.stderr).toBe(0);
  expect(again.stderr + again.stdout).toContain('small-pr-1');
  expect((await preview('--delete')).exitCode).toBe(0);
  expect(await get('deployment,configmap,lease')).toBe('');
});
