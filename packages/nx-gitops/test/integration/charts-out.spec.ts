import { expect, it, onTestFinished } from 'vitest';
import { formatLock } from '../../src/model/lock/lock.ts';
import { guardRegistry, serveFolder } from '../workspace/chart-servers.ts';
import { startRegistry } from '../workspace/registry.ts';
import { at, renderStage } from '../workspace/render-stage.ts';
import { createSmall } from '../workspace/small.ts';
import { createWorkspace } from '../workspace/workspace.ts';

const umbrella = 'config-repository/umbrella-chart';
const digest = `sha256:${'7'.repeat(64)}`;
const locked = (to: string): string =>
  formatLock({
    images: [{ image: 'hello', newImage: `registry.example/hello@${to}` }],
    built: { key: 'v1:abc', roots: ['apps/hello'] },
    held: undefined,
  });

it('pushes the chart of a service to a registry or a folder, and others depend on it', async () => {
  const registry = await startRegistry();
  onTestFinished(registry.stop);
  const from = await createSmall({
    [`${umbrella}/templates/hello.yaml`]: '# in charts/\n',
    [`${umbrella}/charts/hello/Chart.yaml`]: 'apiVersion: v2\nname: hello\nversion: 1.2.0\n',
    [`${umbrella}/charts/hello/values.yaml`]: 'sidecar: { image: hello }\n',
    [`${umbrella}/charts/hello/templates/pod.yaml`]:
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: hello\nspec:\n  containers:\n    - name: hello\n      image: hello\n    - name: sidecar\n      image: {{ .Values.sidecar.image }}\n',
    'config-repository/app-locks/hello.kbld.lock.yml': locked(digest),
  });
  onTestFinished(from.dispose);
  const to = `oci://${registry.address}/charts`;
  const push = async (where: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await from.cli('charts', 'push', 'hello', '--to', where);
    expect(exitCode, stderr).toBe(0);
    return /hello (\S+) →/.exec(stdout)?.[1] ?? '';
  };
  const version = await push(to);
  expect(version).toMatch(/^1\.2\.0\+[0-9a-f]{12}$/);
  expect(await push('charts-repository')).toBe(version);
  expect(await from.read('charts-repository/index.yaml')).toContain(`version: ${version}`);
  await from.write(
    'config-repository/app-locks/hello.kbld.lock.yml',
    locked(digest.replaceAll('7', '8')),
  );
  expect(await push(to)).not.toBe(version);
  await from.write('config-repository/app-locks/hello.kbld.lock.yml', locked(digest));
  const web = await serveFolder(at(from, 'charts-repository'));
  onTestFinished(web.stop);
  for (const repository of [to, `http://${web.address}`]) {
    const other = await createWorkspace({
      'nx.json': '{}',
      '.gitignore': '.nx-gitops\nnode_modules\n',
      'config-repository/gitops.yaml': 'application: other\n',
      [`${umbrella}/Chart.yaml`]: `apiVersion: v2\nname: other\nversion: 0.1.0\ndependencies:\n  - { name: hello, version: '${version}', repository: '${repository}' }\n`,
    });
    onTestFinished(other.dispose);
    const { exitCode, stderr } = await other.cli('charts', 'update');
    expect(exitCode, stderr).toBe(0);
    const { state } = await renderStage(other);
    expect(state.match(new RegExp(`image: registry.example/hello@${digest}`, 'g'))).toHaveLength(2);
  }
});

it('says what it cannot push, and where it cannot push to', async () => {
  const registry = await startRegistry();
  onTestFinished(registry.stop);
  const guarded = await guardRegistry(registry.address);
  onTestFinished(guarded.stop);
  const from = await createSmall({
    [`${umbrella}/charts/hello/Chart.yaml`]: 'apiVersion: v2\nname: hello\nversion: 1.2.0\n',
    'config-repository/app-locks/hello.kbld.lock.yml': locked(digest),
  });
  onTestFinished(from.dispose);
  const refused = async (name: string, to: string, ...args: string[]): Promise<string> => {
    const { exitCode, stderr } = await from.cli('charts', 'push', name, '--to', to, ...args);
    expect(exitCode).toBe(1);
    return stderr;
  };
  expect(await refused('nobody', 'oci://registry.example/charts')).toContain(
    'OPTIONS_INVALID: There is no service "nobody"\n',
  );
  expect(await refused('hello', 'https://charts.example')).toContain(
    'OPTIONS_INVALID: "charts push" cannot push to https://charts.example',
  );
  expect(await refused('hello', 'oci://127.0.0.1:1/charts')).toContain(
    'REGISTRY_UNREACHABLE: helm cannot push the chart to oci://127.0.0.1:1/charts: ',
  );
  expect(await refused('hello', `oci://${guarded.address}/charts`)).toContain(
    `helm registry login ${guarded.address}`,
  );
  const dry = await from.cli('charts', 'push', 'hello', '--to', 'charts-repository', '--dry-run');
  expect(dry.stdout).toMatch(/^hello 1\.2\.0\+\w{12} → charts-repository$/);
  await from.remove('config-repository/app-locks/hello.kbld.lock.yml');
  expect(await refused('hello', 'charts-repository')).toContain('LOCK_MISSING: ');
  expect(await from.git('status', '--porcelain', 'charts-repository')).toBe('');
});
