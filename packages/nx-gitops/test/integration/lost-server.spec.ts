import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOwnCluster, type OwnCluster } from '../workspace/own-cluster.ts';
import { until } from '../workspace/cluster.ts';
import { withPlatform } from '../workspace/platform-file.ts';
import { expectError } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  object,
  writeSnapshot,
} from '../workspace/snapshot.ts';
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

const inNamespace = (): string => `--namespace=${small.id}-staging`;

/** No pod is scheduled any more: whatever waits for one waits. The next start of the cluster writes its node anew. */
const closeNodes = (): Promise<string> =>
  own.kubectl(['taint', 'nodes', '--all', '--overwrite', 'test=closed:NoSchedule']);

const patchFinalizers = (finalizers: readonly string[]): Promise<string> =>
  own.kubectl([
    ...['patch', 'configmap', 'a', inNamespace(), '--type=merge'],
    `--patch=${JSON.stringify({ metadata: { finalizers } })}`,
  ]);

const exists = async (...what: string[]): Promise<boolean> =>
  (await own.kubectl(['get', ...what, '--ignore-not-found', '--output=name'])) !== '';

/** Begins, waits until it hangs, kills the API server. */
async function killDuring(args: readonly string[], hangs: () => Promise<boolean>) {
  const running = small.cli(...args);
  await until(`${args.join(' ')} hangs`, hangs);
  own.killServer();
  const ended = await running;
  await own.start();
  return ended;
}

const succeeds = async (...args: readonly string[]): Promise<void> => {
  const { exitCode, stderr } = await small.cli(...args);
  expect(exitCode, stderr).toBe(0);
};

/** kapp itself says that nothing answers, or goes on asking until the lease could not be renewed in time. */
const ways = {
  CLUSTER_UNREACHABLE: { problem: 'does not answer', hint: 'Check the context' },
  LEASE_LOST: { problem: 'it could not be renewed in time', hint: 'it goes on where it stopped' },
} as const;

const halfWay = { problem: 'stopped answering while', hint: 'do the same again: it goes on' };

/** One of these, said once, with what else is in it. */
function expectLost(stderr: string, ...more: readonly string[]): void {
  const [found] = /\b(?:CLUSTER_UNREACHABLE|LEASE_LOST)(?=: )/.exec(stderr) ?? [];
  const code = found as keyof typeof ways | undefined;
  if (code === undefined) throw new Error(`Another error: ${stderr}`);
  const isHalfWay = stderr.includes('stopped answering');
  const { problem, hint } = isHalfWay ? halfWay : ways[code];
  expectError(stderr.slice(stderr.indexOf(code)), { code, problem: [problem, ...more], hint });
}

it('dies while drift is mended: one error; the next --fix mends it', async () => {
  await writeSnapshot(small, configMap('a'), deployment('web'));
  await deploySnapshot(small);
  await own.kubectl(['delete', 'deployment', 'web', inNamespace()]);
  await closeNodes();
  const { exitCode, stderr } = await killDuring(['drift', '--fix'], () =>
    exists('deployment', 'web', inNamespace()),
  );
  expect(exitCode).toBe(1);
  expectLost(stderr);
  await succeeds('drift', '--fix');
  await succeeds('drift');
});

it('dies while a release is rolled back: the error names the commit; the same goes on from there', async () => {
  await small.commit('feat: one');
  await addRemote(small);
  await writeSnapshot(small, configMap('a', 'two'), deployment('web', '', 'b'.repeat(64)));
  await small.commit('feat: two');
  await small.git('push', '--quiet');
  await deploySnapshot(small);
  await closeNodes();
  const image = ['get', 'deployment', 'web', '--output=jsonpath={.spec.template.spec}'];
  const { exitCode, stderr } = await killDuring(['rollback', '--to=HEAD~1'], async () =>
    (await own.kubectl([...image, inNamespace()])).includes('a'.repeat(64)),
  );
  expect(exitCode).toBe(1);
  const commit = (await small.git('rev-parse', 'HEAD')).slice(0, 12);
  expectLost(stderr, `The rollback is committed as ${commit}, but the cluster is not there yet`);
  expect(stderr).toContain('Then go on with "nx-gitops rollback --to ');
  expect(await small.git('status', '--porcelain')).toBe('');
  await succeeds('rollback', `--to=${await small.git('rev-parse', 'HEAD~2')}`);
  await succeeds('drift');
});

it('dies while an environment is deleted: one error; the next deletion ends it', async () => {
  await patchFinalizers(['test.example/held']);
  const { exitCode, stderr } = await killDuring(['delete', '--yes'], async () =>
    (
      await own.kubectl(['get', 'configmap', 'a', inNamespace(), '--output=jsonpath={.metadata}'])
    ).includes('deletionTimestamp'),
  );
  expect(exitCode).toBe(1);
  expectLost(stderr);
  await patchFinalizers([]);
  await succeeds('delete', '--yes');
  expect(await exists('deployment,configmap', '--selector=kapp.k14s.io/app', inNamespace())).toBe(
    false,
  );
});

it('dies while a preview is removed: one error; the next removal ends it', async () => {
  const name = 'small-pr-1';
  const labels = { 'nx-gitops/application': 'small', 'nx-gitops/preview': 'pr-1' };
  const finalizers = ['test.example/held'];
  const objects = [
    { kind: 'Namespace', metadata: { name, labels } },
    { kind: 'ConfigMap', metadata: { name: 'held', namespace: name, finalizers } },
  ].map((one) => ({ apiVersion: 'v1', ...one }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await own.kubectl(['create', '--filename=-'], list);
  const args = ['preview', '--name=pr-1', '--delete'];
  const { exitCode, stderr } = await killDuring(args, async () =>
    (await own.kubectl(['get', 'namespace', name])).includes('Terminating'),
  );
  expect(exitCode).toBe(1);
  expectLost(stderr);
  const patch = ['patch', 'configmap', 'held', `--namespace=${name}`, '--type=merge'];
  await own.kubectl([...patch, '--patch={"metadata":{"finalizers":[]}}']);
  await succeeds(...args);
  expect(await exists('namespace', name)).toBe(false);
});
