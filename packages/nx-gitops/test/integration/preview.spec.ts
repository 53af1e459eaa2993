import { FsTree, flushChanges } from 'nx/src/generators/tree';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDependency } from '../../src/generators/add-dependency.ts';
import { previewGenerator } from '../../src/generators/preview/generator.ts';
import { kubectl } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import { createSmall, smallFiles } from '../workspace/small.ts';
import { withoutRights } from '../workspace/weak-access.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

const template = 'config-repository/umbrella-chart/templates/hello.yaml';
const settings = 'config-repository/gitops.yaml';
const umbrella = 'config-repository/umbrella-chart';
const subchart = `${umbrella}/charts/world`;

const second = Object.fromEntries(
  ['Dockerfile', 'hello.txt', 'kbld.yaml'].map((file) => [
    `apps/world/${file === 'hello.txt' ? 'world.txt' : file}`,
    (smallFiles[`apps/hello/${file}`] ?? '').replaceAll('hello', 'world'),
  ]),
);

const deployment = smallFiles[template] ?? '';

const image = async (name: string, namespace: string): Promise<string> =>
  kubectl([
    ...['get', `deployment/${name}`, `--namespace=${namespace}`],
    '--output=jsonpath={.spec.template.spec.containers[0].image}',
  ]);

const digestOf = async (service: string): Promise<string> => {
  const lock = await small.read(`config-repository/app-locks/${service}.kbld.lock.yml`);
  return /sha256:[0-9a-f]{64}/.exec(lock)?.[0] ?? 'none';
};

const expire = (namespace: string): Promise<string> =>
  kubectl([
    ...['annotate', '--overwrite', `namespace/${namespace}`],
    'nx-gitops/expires=2020-01-01T00:00:00Z',
  ]);

beforeAll(async () => {
  small = await createSmall({
    ...second,
    [settings]: `${smallFiles[settings]?.replace('application: small', 'application: {id}')}preview:
  url: https://{name}.preview.example
  values: [preview.yaml]
`,
    'config-repository/preview.yaml': 'replicas: 2\n',
    [`${subchart}/Chart.yaml`]: 'apiVersion: v2\nname: world\nversion: 0.1.0\n',
    [`${subchart}/values.yaml`]: 'replicas: 1\n',
    [`${subchart}/templates/world.yaml`]: `${deployment.replaceAll('hello', 'world')}      # {{ ((.Values.global).preview).host }}\n`,
  });
  // The chart that shows the service alone is the one that the generator writes.
  const tree = new FsTree(small.root, false);
  addDependency(tree, umbrella, { name: 'world', version: '0.1.0', repository: '' });
  await previewGenerator(tree, { service: 'world' });
  flushChanges(small.root, tree.listChanges());
  const { exitCode, output } = await small.nx('run', 'config-repository:render');
  expect(exitCode, output).toBe(0);
  await small.commit('chore: release');
  await small.write('apps/hello/hello.txt', `changed ${small.id}\n`);
});

afterAll(async () => small?.dispose());

it('refuses bad names, images that nobody built, and a namespace that is something else', async () => {
  expect((await small.cli('preview')).stderr).toContain('OPTIONS_INVALID: A preview needs a name');
  expect((await small.cli('preview', '--name=PR_1')).stderr).toContain('OPTIONS_INVALID: ');
  expect((await small.cli('preview', '--name=a', '--service=b')).stderr).toContain(
    'SERVICE_UNKNOWN: ',
  );
  expectError((await small.cli('preview', '--name=pr-1')).stderr, {
    code: 'DIGEST_MISSING',
    problem: ['The registry has no image', 'hello'],
    hint: 'nx build-image hello',
  });
  await kubectl(['create', 'namespace', `${small.id}-taken`]);
  for (const args of [['--service=world'], ['--delete']]) {
    const { stderr } = await small.cli('preview', '--name=taken', ...args);
    expect(stderr).toMatch(args[0] === '--delete' ? /PREVIEW_REFUSED: / : /DIGEST_MISSING: /);
  }
});

it('builds what differs from the base, takes the rest from its locks, and commits nothing', async () => {
  const before = await small.git('status', '--porcelain');
  const { exitCode, output, tasks } = await small.nx(
    ...['run', 'config-repository:preview', '--name=pr-1'],
  );
  expect(exitCode, output).toBe(0);
  expect(tasks).toContain('hello:build-image');
  expect(tasks).not.toContain('world:build-image');
  expect(output).toContain('https://pr-1.preview.example');
  const namespace = `${small.id}-pr-1`;
  expect(await image('world', namespace)).toContain(await digestOf('world'));
  expect(await image('hello', namespace)).not.toContain(await digestOf('hello'));
  expect(
    await kubectl([
      ...['get', 'deployment/hello', `--namespace=${namespace}`],
      '--output=jsonpath={.spec.replicas}',
    ]),
  ).toBe('2');
  expect(await small.git('status', '--porcelain')).toBe(before);
  const listed = await small.cli('preview', '--list', '--format=json');
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { name: 'pr-1', namespace, url: 'https://pr-1.preview.example' },
  ]);
  expect((await small.cli('preview', '--name=taken')).stderr).toContain('PREVIEW_REFUSED: ');
});

it('says which right is missing, and leaves nothing', async () => {
  const weak = await withoutRights(small);
  const before = await small.git('status', '--porcelain', '--ignored');
  const get = 'refuses to get a namespace';
  for (const [problem, ...args] of [
    [get, '--name=pr-weak'],
    [get, '--name=pr-weak', '--delete'],
    ['refuses to list namespaces', '--gc'],
  ] as const) {
    const { exitCode, stderr } = await weak.cli('preview', ...args);
    expect(exitCode).toBe(1);
    expectError(stderr, {
      code: 'APPLY_REFUSED',
      problem: [problem],
      hint: 'Previews need the rights get, list, create, patch and delete on namespaces',
    });
  }
  expect(await small.git('status', '--porcelain', '--ignored')).toBe(before);
  expect(await kubectl(['get', 'namespaces', '--output=name'])).not.toContain('pr-weak');
});

it('shows one service with the chart in its own folder; in full it makes anew what somebody deleted', async () => {
  const show = async (...more: string[]): Promise<Record<string, unknown>> => {
    const { exitCode, stderr, stdout } = await small.cli(
      ...['preview', '--name=pr-2', '--service=world', '--ttl=1h', '--format=json', ...more],
    );
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  await show();
  // The chart that is packed for it makes no service stale.
  const { namespace, own, fromBase } = await show();
  expect([own, fromBase]).toEqual([['hello'], ['world']]);
  expect(await image('world', String(namespace))).toContain(await digestOf('world'));
  const within = `--namespace=${String(namespace)}`;
  const deployments = () => kubectl(['get', 'deployments', within, '--output=name']);
  expect(await deployments()).toBe('deployment.apps/world');
  await kubectl(['delete', 'deployment/world', within]);
  await show('--full');
  expect(await deployments()).toBe('deployment.apps/world');
});

it('collects what has expired, whatever a crash left of it, and nothing else', async () => {
  expect((await small.cli('preview', '--gc')).stdout).toContain('No preview has expired');
  await expire(`${small.id}-pr-2`);
  // A run that was killed after its first step, and one whose record is damaged.
  await kubectl(
    ['apply', '--filename=-'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: `${small.id}-pr-3`,
        labels: { 'nx-gitops/application': small.id, 'nx-gitops/preview': 'pr-3' },
      },
    }),
  );
  const plan = await small.cli('preview', '--gc', '--dry-run');
  expect(plan.stdout).toBe('pr-2: would be removed\npr-3: would be removed');
  const done = await small.nx('run', 'config-repository:preview-gc');
  expect(done.exitCode, done.output).toBe(0);
  expect((await small.cli('preview', '--list')).stdout).toMatch(/^pr-1 .* left/);
  expect((await small.cli('preview', '--name=pr-1', '--delete')).stdout).toBe('pr-1: removed');
  expect((await small.cli('preview', '--name=pr-1', '--delete')).stdout).toContain(
    'there is no such preview',
  );
  const left = await kubectl(['get', 'namespaces', `--selector=nx-gitops/application=${small.id}`]);
  expect(left).toBe('');
  expect(await kubectl(['get', 'namespace', `${small.id}-taken`, '--output=name'])).toBe(
    `namespace/${small.id}-taken`,
  );
});
