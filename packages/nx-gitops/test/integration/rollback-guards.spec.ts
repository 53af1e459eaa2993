import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl } from '../workspace/cluster.ts';
import { expectError, type Refusal } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import { configMap, createSnapshot, deploySnapshot, writeSnapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let remote: string;
let inNamespace: string;

const settings = 'config-repository/gitops.yaml';

const release = async (name: string, ...objects: string[]): Promise<void> => {
  await writeSnapshot(small, ...objects);
  await small.commit(`feat: ${name}`);
  await small.git('push', '--quiet');
  await deploySnapshot(small, '--allow-deletion', '--yes');
};

beforeAll(async () => {
  small = await createSnapshot(configMap('a', 'one'));
  inNamespace = `--namespace=${small.id}-staging`;
  remote = await addRemote(small, afterAll);
  await deploySnapshot(small);
  await release('more', configMap('a', 'two'), configMap('b'), configMap('c'));
});

afterAll(() => small?.dispose());

const look = async (): Promise<readonly string[]> => [
  await small.git('rev-parse', 'HEAD'),
  await small.git('status', '--porcelain'),
  await small.git('ls-remote', 'origin', 'main'),
  await kubectl(['get', 'configmap', 'a', 'b', 'c', inNamespace, '--output=name']),
  await kubectl(['get', 'configmap', 'a', inNamespace, '--output=jsonpath={.data.value}']),
];

/** Refused before anything is committed. */
async function expectUntouched(args: readonly string[], refusal: Refusal): Promise<void> {
  const before = await look();
  const { exitCode, stderr } = await small.cli('rollback', '--to=-1', ...args);
  expect(exitCode, stderr).toBe(1);
  expectError(stderr.slice(stderr.indexOf(refusal.code)), refusal);
  expect(await look()).toEqual(before);
}

it('commits nothing that would delete much, where nobody allows it', () =>
  expectUntouched([], {
    code: 'DELETION_GUARDED',
    problem: ['This release would delete 2 of 3 objects'],
    hint: '--allow-deletion',
  }));

it('commits nothing in a protected environment that nobody confirmed', async () => {
  await small.edit(settings, (text) =>
    text.replace('-staging\n', '-staging\n    protected: true\n'),
  );
  await small.commit('chore: protected');
  await small.git('push', '--quiet');
  await expectUntouched(['--allow-deletion'], {
    code: 'NOT_CONFIRMED',
    problem: ['staging is protected: it goes back to '],
    hint: '--yes',
  });
});

it('changes no cluster where the remote refuses the commit', async () => {
  const hook = `${remote}/hooks/pre-receive`;
  await writeFile(hook, '#!/bin/sh\necho protected branch >&2\nexit 1\n', { mode: 0o755 });
  await expectUntouched(['--allow-deletion', '--yes'], {
    code: 'PUBLISH_REFUSED',
    problem: ['protected branch'],
    hint: 'Check your access',
  });
  await writeFile(hook, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
});

it('names the commit where somebody else deploys; the same command goes on from there', async () => {
  const lease = ['lease', 'nx-gitops-small', inNamespace, '--type=merge'];
  const spec = {
    holderIdentity: 'somebody@else 1',
    leaseDurationSeconds: 3600,
    renewTime: new Date().toISOString().replace('Z', '000Z'),
  };
  await kubectl(['patch', ...lease, `--patch=${JSON.stringify({ spec })}`]);
  const args = ['rollback', '--allow-deletion', '--yes', '--no-wait'];
  const { exitCode, stderr } = await small.cli(...args, '--to=-1');
  expect(exitCode).toBe(1);
  const commit = await small.git('rev-parse', 'HEAD');
  const [, hint = ''] = /go on with "nx-gitops (rollback .*)"/.exec(stderr) ?? [];
  expectError(stderr.slice(stderr.indexOf('LEASE_HELD')), {
    code: 'LEASE_HELD',
    problem: [
      'somebody@else 1 deploys at the moment',
      `The rollback is committed as ${commit.slice(0, 12)}, but the cluster is not there yet`,
    ],
    hint: 'Wait for it',
  });
  await kubectl(['patch', ...lease, '--patch={"spec":{"holderIdentity":null}}']);
  const again = await small.cli(...hint.split(' '), '--allow-deletion', '--yes');
  expect(again.exitCode, again.stderr).toBe(0);
  expect(await small.git('rev-parse', 'HEAD')).toBe(commit);
  const value = ['get', 'configmap', 'a', inNamespace, '--output=jsonpath={.data.value}'];
  expect(await kubectl(value)).toBe('one');
});
