import { execa } from 'execa';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { readRecords } from '../workspace/refusal.ts';
import { createReleased, createSmall } from '../workspace/small.ts';
import { cloneWorkspace, type Workspace } from '../workspace/workspace.ts';

/** Deployed and committed. */
let workspace: Workspace;

beforeAll(async () => {
  workspace = await createReleased('deploy');
});

afterAll(() => workspace?.dispose());

const listImages = async (): Promise<string> => {
  const { mirror } = await readPlatformFile();
  const repository = `${mirror}/registry.small.example/${workspace.id}/hello`;
  return (await execa('crane', ['ls', repository])).stdout;
};

const kubectl = async (...args: string[]) => {
  const { kubeconfig = '' } = await readPlatformFile();
  return execa('kubectl', [`--kubeconfig=${kubeconfig}`, ...args], { reject: false });
};

/** Everything of the app in the cluster, kapp's own records too. */
const readCluster = async (): Promise<string> => {
  const columns = 'custom-columns=K:.kind,N:.metadata.name,V:.metadata.generation,D:.data';
  const { stdout } = await kubectl(
    'get',
    'deployments,replicasets,configmaps',
    `--namespace=${workspace.id}-staging`,
    '--output',
    columns,
  );
  return stdout;
};

/** What the outside world and the records look like. */
const look = async (at: Workspace) => ({
  images: await listImages(),
  cluster: await readCluster(),
  records: await readRecords(at.root),
});

it.each(['deploy', 'deploy-staging'])(
  '%s --dry-run on a fresh clone with a changed service acts nowhere, nor do its dependencies',
  async (target) => {
    const clone = await cloneWorkspace(workspace);
    onTestFinished(clone.dispose);
    await clone.write('apps/hello/hello.txt', 'changed\n');
    await clone.commit('feat: change');
    const before = await look(clone);
    const { exitCode, output, tasks } = await clone.nx(
      'run',
      `config-repository:${target}`,
      '--dry-run',
    );
    expect(exitCode, output).toBe(0);
    expect(tasks).toEqual(
      expect.arrayContaining([
        'config-repository:deploy',
        'config-repository:render',
        'config-repository:validate',
        'hello:build-image',
        'hello:lock',
      ]),
    );
    expect(output).toContain('hello: would be built and pushed to ');
    expect(output).toContain('config-repository/app-locks/hello.kbld.lock.yml: would pin ');
    expect(output).toContain('hello would be locked and rendered first');
    expect(await look(clone)).toEqual(before);
    expect(await clone.git('status', '--porcelain')).toBe('');
  },
);

it('says what a deploy would change, and changes nothing', async () => {
  const clone = await cloneWorkspace(workspace);
  onTestFinished(clone.dispose);
  await clone.edit('config-repository/.release/staging/state.yaml', (text) =>
    text.replace('replicas: 1', 'replicas: 2'),
  );
  const before = await look(clone);
  const { exitCode, output } = await clone.nx(
    'run',
    'config-repository:deploy',
    '--dry-run',
    '--exclude-task-dependencies',
  );
  expect(exitCode, output).toBe(0);
  expect(output).toContain(`~ Deployment ${clone.id}-staging/hello`);
  expect(await look(clone)).toEqual(before);
});

it('makes neither lock, snapshot nor namespace where nothing was ever deployed', async () => {
  const fresh = await createSmall();
  onTestFinished(fresh.dispose);
  const { exitCode, output } = await fresh.nx('run', 'config-repository:deploy', '--dry-run');
  expect(exitCode, output).toBe(0);
  expect(await readRecords(fresh.root)).toEqual({});
  expect(await fresh.git('status', '--porcelain')).toBe('');
  const namespace = await kubectl('get', 'namespace', `${fresh.id}-staging`);
  expect(namespace.stderr).toContain('NotFound');
});

it("leaves an unknown option to Nx's own error", async () => {
  const before = await look(workspace);
  const { exitCode, output } = await workspace.nx('run', 'config-repository:render', '--dryrn');
  expect(exitCode).not.toBe(0);
  expect(output).toContain("'dryrn' is not found in schema");
  expect(await look(workspace)).toEqual(before);
});
