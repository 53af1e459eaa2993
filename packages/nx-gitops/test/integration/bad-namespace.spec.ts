import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, until } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import { addRemote } from '../workspace/remote.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  object,
  snapshotPath,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let namespace: string;
let inNamespace: string;

const service = object('v1', 'Service', 'web', 'spec:\n  ports:\n    - { port: 80 }\n');

/** The release before has a Service, the one that runs has none. */
beforeAll(async () => {
  small = await createSnapshot(configMap('a'), service);
  namespace = `${small.id}-staging`;
  inNamespace = `--namespace=${namespace}`;
  await addRemote(small, afterAll);
  await deploySnapshot(small);
  await writeSnapshot(small, configMap('a'));
  await small.commit('feat: no service');
  await small.git('push', '--quiet');
  await deploySnapshot(small, '--allow-deletion');
});

afterAll(() => small?.dispose());

const run = (line: string) => small.cli(...line.split(' '));

async function succeeds(line: string): Promise<void> {
  const { exitCode, stderr } = await run(line);
  expect(exitCode, stderr).toBe(0);
}

/** Makes a quota that allows none of a kind; answers what removes it. */
async function allowNone(kind: string): Promise<() => Promise<unknown>> {
  await kubectl(['create', 'quota', 'none', `--hard=count/${kind}=0`, inNamespace]);
  await until('the quota counts', async () => {
    const get = ['get', 'quota', 'none', inNamespace];
    return (await kubectl([...get, '--output=jsonpath={.status.hard}'])).includes(kind);
  });
  return () => kubectl(['delete', 'quota', 'none', inNamespace]);
}

const full = { code: 'APPLY_REFUSED', hint: 'Make room in that quota' };

it('a quota refuses what a rollback brings back: Git names the commit, and the same goes on from there', async () => {
  const makeRoom = await allowNone('services');
  const { exitCode, stderr } = await run('rollback --to=HEAD~1');
  expect(exitCode).toBe(1);
  const commit = (await small.git('rev-parse', 'HEAD')).slice(0, 12);
  const problem = ['exceeded quota: none', `The rollback is committed as ${commit}`];
  expectError(stderr.slice(stderr.indexOf(full.code)), { ...full, problem });
  expect(await small.git('status', '--porcelain')).toBe('');
  await makeRoom();
  await succeeds(`rollback --to=${await small.git('rev-parse', 'HEAD~2')}`);
  expect(await kubectl(['get', 'service', 'web', '--output=name', inNamespace])).not.toBe('');
});

it('a quota refuses what drift --fix brings back: the next one mends it', async () => {
  await kubectl(['delete', 'service', 'web', inNamespace]);
  const makeRoom = await allowNone('services');
  const { exitCode, stderr } = await run('drift --fix');
  expect(exitCode).toBe(1);
  const problem = [`an object of small in namespace ${namespace}`, 'exceeded quota: none'];
  expectError(stderr.slice(stderr.indexOf(full.code)), { ...full, problem });
  await makeRoom();
  await succeeds('drift --fix');
  await succeeds('drift');
});

it('a quota leaves no room for the record of a freeze: it is not closed', async () => {
  const settings = 'config-repository/gitops.yaml';
  const other = `${small.id}-other`;
  await small.edit(settings, (text) => `${text}  other: { namespace: ${other} }\n`);
  await kubectl(['create', 'namespace', other]);
  await kubectl(['create', 'quota', 'none', '--hard=count/configmaps=0', `--namespace=${other}`]);
  const { exitCode, stderr } = await run('freeze other --reason=sale');
  expect(exitCode).toBe(1);
  expectError(stderr, {
    code: 'RECORD_FAILED',
    problem: [`The record of releases nx-gitops-small in namespace ${other}`],
    hint: 'Make room in that quota',
  });
  expect((await run('unfreeze other')).stdout).toContain('other was not closed');
  await small.git('checkout', '--quiet', '--', settings);
});

describe('a namespace that is going away', () => {
  const patch = (finalizers: string): Promise<string> =>
    kubectl([
      ...['patch', 'configmap', 'a', inNamespace, '--type=merge'],
      `--patch={"metadata":{"finalizers":${finalizers}}}`,
    ]);

  /** One object of the release is held; all else is gone, the records too. */
  beforeAll(async () => {
    await patch('["test.example/held"]');
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
    await until('all else is gone', async () => {
      const left = await kubectl(['get', 'configmap,lease,service', '--output=name', inNamespace]);
      return left === 'configmap/a';
    });
  });

  afterAll(() => patch('[]').catch(() => undefined));

  it.each([
    ['history', 0, 'staging was never deployed'],
    ['inspect', 0, 'staging runs nothing'],
    ['logs', 0, 'staging runs nothing'],
    ['delete --yes', 0, 'staging runs nothing'],
    ['unfreeze staging', 0, 'staging was not closed'],
    ['matrix', 0, 'service'],
    ['diff', 1, "kapp's record of this one is gone"],
    ['drift', 1, 'wait until that is gone'],
    ['drift --fix', 1, "kapp's record of this one is gone"],
    ['rollback --to=HEAD', 1, 'is being deleted: wait until it is gone'],
    ['deploy', 1, 'is being deleted: wait until it is gone'],
    ['freeze staging --reason=x', 1, 'is being deleted: wait until it is gone'],
  ])('%s: ends with %d and says "%s"', async (line, exitCode, text) => {
    const before = await small.git('status', '--porcelain');
    const ended = await run(line);
    expect(ended.exitCode, ended.stderr).toBe(exitCode);
    expect(`${ended.stdout}${ended.stderr}`).toContain(text);
    expect(await small.git('status', '--porcelain')).toBe(before);
  });

  it('diff says so where no object of the release is left', async () => {
    const state = await small.read(snapshotPath);
    await writeSnapshot(small, configMap('b'));
    const { exitCode, stderr, stdout } = await run('diff');
    expect(exitCode, stderr).toBe(2);
    expect(stdout).toContain(`+ ConfigMap ${namespace}/b`);
    expect(stderr).toContain(`The namespace ${namespace} is being deleted`);
    await small.write(snapshotPath, state);
  });

  it('is made again once it is gone', async () => {
    await patch('[]');
    await until(
      'it is gone',
      async () => (await kubectl(['get', 'namespace', namespace, '--ignore-not-found'])) === '',
    );
    await succeeds('deploy');
    await succeeds('drift');
  });
});
