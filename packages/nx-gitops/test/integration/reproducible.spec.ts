import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createShop } from '../workspace/shop.ts';
import { cloneWorkspace, type Workspace } from '../workspace/workspace.ts';

/** Two releases, each committed with its locks and snapshots. */
let shop: Workspace;
let first: string;

const repository = 'config-repository';
const state = `${repository}/.release/staging/state.yaml`;

/** Whatever asks anything beyond this machine gets no answer. */
const offline = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function release(): Promise<void> {
  const { exitCode, output } = await shop.nx('run-many', '-t', 'render,render-production');
  expect(exitCode, output).toBe(0);
  await shop.commit('chore: release');
}

beforeAll(async () => {
  shop = await createShop();
  await release();
  first = await shop.git('rev-parse', 'HEAD');
  await shop.edit(`${repository}/environments/staging/values.yaml`, (text) =>
    text.concat('\npayments:\n  replicas: 4\n'),
  );
  await shop.edit('apps/payments/src/main.ts', (text) => `${text}\nconsole.info('second');\n`);
  await release();
});

afterAll(() => shop?.dispose());

async function clone(): Promise<Workspace> {
  const workspace = await cloneWorkspace(shop);
  onTestFinished(workspace.dispose);
  return workspace.withEnvironment(offline);
}

it('renders the same bytes in two clones, from nothing but what is committed', async () => {
  const clones = [await clone(), await clone()];
  for (const one of clones) {
    await one.remove(`${repository}/.release`);
    const { exitCode, output, tasks } = await one.nx('run-many', '-t', 'render,render-production');
    expect(exitCode, output).toBe(0);
    expect(tasks).toEqual([`${repository}:render`, `${repository}:render-production`]);
    expect(await one.git('status', '--porcelain')).toBe('');
  }
});

it('renders an older commit to the snapshot that it had, without network', async () => {
  const recorded = digestOf(await shop.git('show', `${first}:${state}`));
  const old = await clone();
  expect(digestOf((await old.read(state)).trimEnd())).not.toBe(recorded);
  await old.git('checkout', '--quiet', first);
  await old.remove(`${repository}/.release`);
  const { exitCode, output, tasks } = await old.nx('run', `${repository}:render`);
  expect(exitCode, output).toBe(0);
  expect(tasks).toEqual([`${repository}:render`]);
  const text = await old.read(state);
  expect(digestOf(text.trimEnd())).toBe(recorded);
  expect(output).toContain(`sha256:${digestOf(text)}`);
});

it('finds what was edited by hand in a snapshot, committed or not, and renders it again', async () => {
  const one = await clone();
  const tree = (await one.git('ls-files', `${repository}/.release/staging`)).split('\n');
  const deployment = tree.find((path) => path.includes('/payments/templates/')) ?? '';
  const edits = [
    () => one.edit(state, (text) => text.replace('replicas: 4', 'replicas: 9')),
    () => one.edit(deployment, (text) => `${text}# by hand\n`),
    () => one.remove(deployment),
  ];
  for (const edit of edits) {
    await edit();
    expect(await one.git('status', '--porcelain')).not.toBe('');
    await one.commit('chore: by hand');
    for (const again of [false, true]) {
      if (again) await edit();
      const { exitCode, output } = await one.nx('run', `${repository}:render`);
      expect(exitCode, output).toBe(0);
      await one.git('add', '--all');
      expect(await one.git('diff', '--cached', '--stat', 'HEAD~1')).toBe('');
    }
    await one.git('reset', '--quiet', '--hard', 'HEAD~1');
  }
});

/** The objects of a YAML stream in an order of their own. */
const objectsOf = (stream: string): unknown[] =>
  parseAllDocuments(stream)
    .map((document) => document.toJS() as unknown)
    .filter((value) => value !== null)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const kbld = async (input: string, ...files: string[]): Promise<string> =>
  (
    await execa(
      'kbld',
      [
        ...files.map((file) => `--file=${join(shop.root, file)}`),
        '--images-annotation=false',
      ].concat(input === '' ? [] : '--file=-'),
      { input, env: { ...offline, NO_PROXY: '', no_proxy: '' } },
    )
  ).stdout;

it('writes locks and a snapshot that plain kbld reads', async () => {
  const output = await kbld('', state, `${repository}/app-locks`);
  expect(objectsOf(output)).toEqual(objectsOf(await shop.read(state)));
});

it('renders the objects that plain helm and kbld render', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nx-gitops-plain-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await execa(
    'helm',
    [
      'template',
      'shop',
      join(shop.root, repository, 'umbrella-chart'),
      `--namespace=${shop.id}-staging`,
      '--kube-version=1.37.2',
      '--include-crds',
      '--skip-tests',
      `--values=${join(shop.root, repository, 'environments/staging/values.yaml')}`,
    ],
    { cwd: folder, env: offline },
  );
  const snapshot = objectsOf(await shop.read(state));
  expect(snapshot.length).toBeGreaterThan(10);
  expect(objectsOf(await kbld(stdout, `${repository}/app-locks`))).toEqual(snapshot);
});
