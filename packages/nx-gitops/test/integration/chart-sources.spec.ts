import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  guardRegistry,
  packChart,
  serveRepository,
  type ChartServer,
} from '../workspace/chart-servers.ts';
import { startMoto, type Moto } from '../workspace/moto.ts';
import { startRegistry, type Registry } from '../workspace/registry.ts';
import { renderStage } from '../workspace/render-stage.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const umbrella = 'config-repository/umbrella-chart';
const template = {
  'values.yaml': 'size: 1\n',
  'templates/all.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Chart.Name }}\ndata:\n  version: "{{ .Chart.Version }}"\n',
};

let folder: string;
let workspace: Workspace;
let moto: Moto;
let registry: Registry;
let guarded: ChartServer;
let web: ChartServer;
const s3Account = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request';
const before = { ...process.env };

/** As helm-s3 does it: what Helm is told to download goes to stdout. */
const plugin = {
  'plugin.yaml':
    'name: s3-of-test\nversion: 0.1.0\nusage: s3\ndescription: s3\ndownloaders:\n- command: fetch.mjs\n  protocols: [s3]\n',
  'fetch.mjs':
    '#!/usr/bin/env node\nconst { pathname, host } = new URL(process.argv.at(-1));\nconst answer = await fetch(`${process.env.S3_ENDPOINT}/${host}${pathname}`, { headers: { authorization: process.env.S3_ACCOUNT } });\nif (!answer.ok) throw new Error(`${answer.status}`);\nprocess.stdout.write(Buffer.from(await answer.arrayBuffer()));\n',
};

async function indexRepository(name: string, ...charts: string[]): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  for (const chart of charts)
    await packChart(path, chart.split('@')[0] ?? '', chart.split('@')[1] ?? '', template);
  await execa('helm', ['repo', 'index', path]);
  return path;
}

const pushChart = (archive: string, version = ''): Promise<unknown> =>
  execa('helm', ['push', archive, `oci://${registry.address}/charts${version}`, '--plain-http']);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nx-gitops-charts-'));
  process.env['HELM_CONFIG_HOME'] = join(folder, 'helm/config');
  process.env['HELM_CACHE_HOME'] = join(folder, 'helm/cache');
  process.env['HELM_PLUGINS'] = join(folder, 'plugins');
  for (const [name, text] of Object.entries(plugin)) {
    await mkdir(join(folder, 'plugins/s3'), { recursive: true });
    await writeFile(join(folder, 'plugins/s3', name), text);
    await chmod(join(folder, 'plugins/s3', name), 0o755);
  }
  [moto, registry] = await Promise.all([startMoto(), startRegistry()]);
  process.env['S3_ENDPOINT'] = moto.url;
  process.env['S3_ACCOUNT'] = s3Account;
  guarded = await guardRegistry(registry.address);
  web = await serveRepository(
    await indexRepository('web', 'web@1.0.0', 'named@1.0.0'),
    join(folder, 'web-key'),
  );
  const bucket = await indexRepository('bucket', 'stored@1.0.0');
  await fetch(`${moto.url}/charts`, { method: 'PUT', headers: { authorization: s3Account } });
  for (const file of ['index.yaml', 'stored-1.0.0.tgz']) {
    const body = await readFile(join(bucket, file));
    await fetch(`${moto.url}/charts/${file}`, {
      method: 'PUT',
      body,
      headers: { authorization: s3Account },
    });
  }
  await pushChart(await packChart(folder, 'registered', '1.0.0', template));
  await execa(
    'helm',
    [
      'repo',
      'add',
      'web',
      `https://${web.address}`,
      `--ca-file=${folder}/web-key.crt`,
      '--username=ada',
      '--password-stdin',
    ],
    { input: 'secret-of-ada' },
  );
  await execa(
    'helm',
    ['registry', 'login', guarded.address, '--plain-http', '--username=ada', '--password-stdin'],
    { input: 'secret-of-ada' },
  );
  workspace = await createWorkspace({
    'nx.json': '{}',
    '.gitignore': '.nx-gitops\nnode_modules\n',
    'config-repository/gitops.yaml': 'application: sources\n',
    [`${umbrella}/Chart.yaml`]: `apiVersion: v2
name: sources
version: 0.1.0
dependencies:
  - { name: web, version: ^1.0.0, repository: 'https://${web.address}/' }
  - { name: registered, version: '>= 1.0.0, < 2', repository: 'oci://${guarded.address}/charts' }
  - { name: stored, version: 1.x, repository: 's3://charts' }
  - { name: beside, version: 0.1.0, repository: 'file://../../charts/beside' }
  - { name: inside, version: 0.1.0, repository: '' }
  - { name: named, version: 1.x, repository: '@web' }
`,
    'charts/beside/Chart.yaml': 'apiVersion: v2\nname: beside\nversion: 0.1.0\n',
    'charts/beside/templates/all.yaml': template['templates/all.yaml'],
    [`${umbrella}/charts/inside/Chart.yaml`]: 'apiVersion: v2\nname: inside\nversion: 0.1.0\n',
    [`${umbrella}/charts/inside/templates/all.yaml`]: template['templates/all.yaml'],
  });
});

afterAll(async () => {
  process.env = before;
  await Promise.all([moto?.stop(), guarded?.stop(), web?.stop(), registry?.stop()]);
  await workspace?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const versions = (state: string): Record<string, string> =>
  Object.fromEntries(
    [...state.matchAll(/version: (\S+)\nkind: ConfigMap\nmetadata:\n {2}name: (\S+)/g)].map(
      ([, version, name]) => [name, version],
    ),
  );

it('locks and fetches from a repository with TLS and an account, a registry, a plugin and folders', async () => {
  const { exitCode, stdout, stderr } = await workspace.cli('charts', 'update', '--format', 'json');
  expect(exitCode, stderr).toBe(0);
  const { updates } = JSON.parse(stdout) as { updates: { name: string; to: string }[] };
  expect(updates.map(({ name, to }) => `${name} ${to}`)).toEqual([
    'web 1.0.0',
    'registered 1.0.0',
    'stored 1.0.0',
    'beside 0.1.0',
    'inside 0.1.0',
    'named 1.0.0',
  ]);
  const { state } = await renderStage(workspace);
  expect(Object.keys(versions(state)).sort()).toEqual([
    'beside',
    'inside',
    'named',
    'registered',
    'stored',
    'web',
  ]);
  const listed = await execa('helm', ['dependency', 'list', join(workspace.root, umbrella)]);
  expect(listed.stdout).not.toMatch(/missing|wrong|mispackaged/);
  expect(await workspace.read(`${umbrella}/Chart.lock`)).not.toContain('secret-of-ada');
  await workspace.commit('chore: locked');
});

it('lists what is asked for, what is locked and what lies there', async () => {
  const list = async (): Promise<string[]> => {
    const { exitCode, stdout, stderr } = await workspace.cli('charts', 'list', '--format=json');
    expect(exitCode, stderr).toBe(0);
    const { dependencies } = JSON.parse(stdout) as { dependencies: Record<string, string>[] };
    return dependencies.map(({ name, range, locked, state }) =>
      [name, range, locked, state].join(),
    );
  };
  const all = await list();
  expect(all).toHaveLength(6);
  expect(all[0]).toBe('web,^1.0.0,1.0.0,ok');
  const archive = `${umbrella}/charts/web-1.0.0.tgz`;
  await workspace.remove(archive);
  expect(await list()).toEqual(['web,^1.0.0,1.0.0,missing', ...all.slice(1)]);
  const { stdout } = await workspace.cli('charts', 'list');
  expect(stdout).toContain(`?  web  ^1.0.0 → 1.0.0  https://${web.address}/`);
  await workspace.git('checkout', '--', archive);
});

it('takes only what is newer in the declared range, and only what was named', async () => {
  await indexRepository('web', 'web@1.1.0', 'web@2.0.0');
  await pushChart(await packChart(folder, 'registered', '1.5.0', template));
  const lock = await workspace.read(`${umbrella}/Chart.lock`);
  const dry = await workspace.cli('charts', 'update', '--dry-run');
  expect(dry.stdout).toBe('web: 1.0.0 → 1.1.0\nregistered: 1.0.0 → 1.5.0');
  expect(await workspace.read(`${umbrella}/Chart.lock`)).toBe(lock);
  const { stdout } = await workspace.cli('charts', 'update', 'web');
  expect(stdout).toBe('web: 1.0.0 → 1.1.0');
  expect(versions((await renderStage(workspace)).state)).toMatchObject({
    web: '1.1.0',
    registered: '1.0.0',
  });
  expect((await workspace.cli('charts', 'verify')).exitCode).toBe(0);
});

it('renders a changed chart of the workspace, and writes nothing where nothing changed', async () => {
  await workspace.edit('charts/beside/templates/all.yaml', (text) => `${text}  edited: "yes"\n`);
  expect((await renderStage(workspace)).state).toContain('edited: "yes"');
  await workspace.commit('chore: edited');
  const again = await renderStage(workspace);
  expect(again.changed).toBe(false);
  expect(again.said).toEqual([]);
  expect(await workspace.git('status', '--porcelain')).toBe('');
});

it('refuses an archive that was published again, edited, or lies there twice', async () => {
  const archive = `${umbrella}/charts/registered-1.0.0.tgz`;
  const changed = await packChart(join(folder, 'again'), 'registered', '1.0.0', {
    ...template,
    'values.yaml': 'size: 2\n',
  });
  await pushChart(changed);
  await workspace.remove(archive);
  await expect(renderStage(workspace)).rejects.toThrow(
    /CHART_MISMATCH: registered 1.0.0 was published again/,
  );
  await writeFile(join(workspace.root, archive), await readFile(changed));
  const { exitCode, stderr } = await workspace.cli('charts', 'verify');
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringContaining('registered-1.0.0.tgz is not the archive that Chart.lock records'),
  ]);
  await workspace.git('checkout', '--', umbrella);
  await workspace.write(
    `${umbrella}/charts/web/Chart.yaml`,
    'apiVersion: v2\nname: web\nversion: 1.1.0\n',
  );
  await expect(renderStage(workspace)).rejects.toThrow('are both there; Helm takes either');
  await workspace.remove(`${umbrella}/charts/web`);
});

it('says what a repository refuses, and needs none where nothing changed', async () => {
  const nobody = { HELM_CONFIG_HOME: join(folder, 'nobody') };
  const refused = async (name: string): Promise<string> =>
    (await workspace.withEnvironment(nobody).cli('charts', 'update', name)).stderr;
  expect(await refused('registered')).toContain(`helm registry login ${guarded.address}`);
  expect(await refused('web')).toContain('--ca-file');
  expect(
    (
      await workspace
        .withEnvironment({ HELM_PLUGINS: folder + '/none' })
        .cli('charts', 'update', 'stored')
    ).stderr,
  ).toContain('downloader plugin');
  await Promise.all([moto.stop(), guarded.stop(), web.stop(), registry.stop()]);
  expect((await renderStage(workspace)).changed).toBe(false);
  await workspace.remove(`${umbrella}/charts/web-1.1.0.tgz`);
  await expect(renderStage(workspace)).rejects.toThrow('CHART_UNREACHABLE: The chart web 1.1.0');
});
