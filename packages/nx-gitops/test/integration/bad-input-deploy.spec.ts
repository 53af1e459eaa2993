import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readPlatformFile, withPlatform } from '../workspace/platform-file.ts';
import { expectRefusal, runCli } from '../workspace/refusal.ts';
import { createReleased, restore } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Deployed and committed. */
let workspace: Workspace;

const chart = 'config-repository/umbrella-chart';
const template = `${chart}/templates/hello.yaml`;
const state = 'config-repository/.release/staging/state.yaml';

beforeAll(async () => {
  workspace = await createReleased('deploy');
});

afterEach(() => restore(workspace));

afterAll(() => workspace?.dispose());

/** The snapshot as it is: nothing is rendered before. */
const deployOnly = (where: Workspace = workspace) =>
  where.nx('run', 'config-repository:deploy', '--exclude-task-dependencies');

const kubectl = async (...args: string[]): Promise<string> => {
  const { kubeconfig = '' } = await readPlatformFile();
  const namespace = `--namespace=${workspace.id}-staging`;
  return (await execa('kubectl', [`--kubeconfig=${kubeconfig}`, namespace, ...args])).stdout;
};

/** What the cluster is asked for, by object: kapp leaves the generation alone where nothing changes. */
const readRelease = (): Promise<string> =>
  kubectl('get', 'deployments,services', '-o', 'jsonpath={.items[*].metadata}');

it('says that the snapshot is missing', async () => {
  await workspace.remove('config-repository/.release/staging/state.yaml');
  const refusal = {
    code: 'SNAPSHOT_MISSING',
    problem: [`${state} does not exist or is empty`],
    hint: 'Render it: ',
  };
  await expectRefusal(workspace, deployOnly, refusal);
  await expectRefusal(workspace, () => runCli(workspace, 'diff'), refusal);
});

it('refuses an empty snapshot before kapp could take it for "delete everything"', async () => {
  await workspace.write(state, '\n');
  const release = await readRelease();
  await expectRefusal(workspace, deployOnly, {
    code: 'SNAPSHOT_MISSING',
    problem: [`${state} does not exist or is empty`],
    hint: 'Render it: ',
  });
  expect(await readRelease()).toBe(release);
});

it('says that the environment has no context where the local platform is not up', async () => {
  const down = await withPlatform(workspace, () => ({ context: undefined, kubeconfig: undefined }));
  const refusal = {
    code: 'CONTEXT_MISSING',
    problem: ['The environment "staging" names no kube context, and the local platform is not up'],
    hint: 'Set environments.staging.context in gitops.yaml, pass --context, or start the local platform.',
  };
  await expectRefusal(workspace, () => deployOnly(down), refusal);
  await expectRefusal(workspace, () => runCli(down, 'diff'), refusal);
});

it('says that there is no such context', async () => {
  const refusal = {
    code: 'CONTEXT_MISSING',
    problem: ['There is no context "nowhere"'],
    hint: 'kubectl config get-contexts',
  };
  await expectRefusal(workspace, () => runCli(workspace, 'diff', '--context=nowhere'), refusal);
  await workspace.edit('config-repository/gitops.yaml', (text) => `${text}context: nowhere\n`);
  await expectRefusal(workspace, deployOnly, refusal);
});

it('says that the API server does not answer', async () => {
  const { kubeconfig = '' } = await readPlatformFile();
  const { stdout } = await execa('cat', [kubeconfig]);
  await workspace.write(
    '.nx-gitops/closed.kubeconfig',
    stdout.replace(/server: .*/, 'server: https://127.0.0.1:1'),
  );
  const closed = await withPlatform(workspace, () => ({
    kubeconfig: `${workspace.root}/.nx-gitops/closed.kubeconfig`,
  }));
  const refusal = {
    code: 'CLUSTER_UNREACHABLE',
    problem: ['The API server of context "nx-gitops-local" does not answer'],
    hint: 'Check the context and your access',
  };
  await expectRefusal(workspace, () => deployOnly(closed), refusal);
  await expectRefusal(workspace, () => runCli(closed, 'diff'), refusal);
});

/** A change of the chart, rendered; then the deploy alone. */
async function renderChange(path: string, change: (text: string) => string): Promise<void> {
  await workspace.write(path, change(await workspace.read(path).catch(() => '')));
  const { exitCode, output } = await workspace.nx('run', 'config-repository:render');
  expect(exitCode, output).toBe(0);
}

it('names the object and the field that the API server refuses to change', async () => {
  const release = await readRelease();
  await renderChange(template, (text) => text.replaceAll('{ app: hello }', '{ app: other }'));
  await expectRefusal(workspace, deployOnly, {
    code: 'APPLY_REFUSED',
    problem: [
      `The API server refuses an object of small in namespace ${workspace.id}-staging`,
      'deployment/hello',
      'spec.selector',
      'field is immutable',
    ],
    hint: 'Correct the object in its chart, render and deploy again',
  });
  expect(await readRelease()).toBe(release);
});

it('names the object and the value that the API server refuses', async () => {
  const release = await readRelease();
  await renderChange(
    `${chart}/templates/service.yaml`,
    () => `apiVersion: v1
kind: Service
metadata:
  name: hello
  namespace: {{ .Release.Namespace }}
spec:
  ports:
    - { port: 80, name: Not_A_Port }
`,
  );
  const { exitCode } = await workspace.nx('run', 'config-repository:validate');
  expect(exitCode, 'passes the schema').toBe(0);
  await expectRefusal(workspace, deployOnly, {
    code: 'APPLY_REFUSED',
    problem: ['service/hello', 'Not_A_Port'],
    hint: 'Correct the object in its chart, render and deploy again',
  });
  expect(await readRelease()).toBe(release);
});

it('says why pods do not become ready, while the earlier ones go on', async () => {
  await workspace.edit('config-repository/gitops.yaml', (text) => text.replace('60s', '10s'));
  await renderChange(template, (text) =>
    text.replace('      containers:', '      nodeSelector: { disk: none }\n      containers:'),
  );
  await expectRefusal(workspace, deployOnly, {
    code: 'RELEASE_UNHEALTHY',
    problem: [
      `small in namespace ${workspace.id}-staging (context nx-gitops-local) did not become ready`,
    ],
    hint: 'not scheduled: ',
  });
  expect(
    await kubectl('get', 'deployment', 'hello', '-o', 'jsonpath={.status.readyReplicas}'),
  ).toBe('1');
});
