import { expect, it, onTestFinished } from 'vitest';
import { readCommit } from '../../src/workspace/sources.ts';
import { judgeService, readWorkspace } from '../../src/workspace/workspace.ts';
import { createMany, lockByHand } from '../workspace/many.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { expectError } from '../workspace/refusal.ts';
import type { Workspace } from '../workspace/workspace.ts';

const lockOf = (name: string): string => `config-repository/app-locks/${name}.kbld.lock.yml`;
const state = 'config-repository/.release/staging/state.yaml';

async function open(services: readonly string[]): Promise<{ main: Workspace; remote: string }> {
  const main = await createMany(services);
  onTestFinished(main.dispose);
  for (const name of services) await lockByHand(main, name);
  await main.commit('chore: locks');
  return { main, remote: await addRemote(main) };
}

async function publish(workspace: Workspace, ...args: string[]): Promise<Published> {
  const { exitCode, stdout, stderr } = await workspace.cli('publish', '--format=json', ...args);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as Published;
}

interface Published {
  readonly commit?: string;
  readonly attempts: number;
  readonly summary: {
    readonly locks: readonly { service: string; from: string; reason: string; isStale: boolean }[];
  };
}

async function staleServices(workspace: Workspace, commit: string): Promise<string[]> {
  const opened = await readWorkspace(await readCommit(workspace.root, commit));
  const environment = opened.repositories[0]!.environments[0];
  return opened.services
    .filter((service) => judgeService(opened, environment, service).state !== 'fresh')
    .map(({ name }) => name);
}

const rounds = Number(process.env['NX_GITOPS_PUBLISH_ROUNDS'] ?? 1);
const many = Array.from(
  { length: Number(process.env['NX_GITOPS_PUBLISH_SERVICES'] ?? 8) },
  (_, at) => `s${at}`,
);

it(
  'loses no lock when every service is published at once, round after round',
  async () => {
    const { main, remote } = await open(many);
    await publish(main);
    for (let round = 0; round < rounds; round++) {
      await main.git('pull', '--quiet', '--ff-only');
      for (const name of many) await main.write(`apps/${name}/${name}.txt`, `round ${round}\n`);
      await main.commit('feat: a new round');
      await main.git('push', '--quiet');
      const before = await main.git('rev-parse', 'HEAD');
      const clones = await Promise.all(many.map(() => cloneRemote(main, remote)));
      const keys = await Promise.all(clones.map((clone, at) => lockByHand(clone, many[at]!)));
      const runs = await Promise.all(clones.map((clone) => publish(clone)));
      expect(runs.filter(({ commit }) => commit).length).toBe(many.length);

      await main.git('fetch', '--quiet');
      const commits = (await main.git('rev-list', `${before}..origin/main`)).split('\n');
      expect(commits).toHaveLength(many.length);
      expect(await main.git('rev-list', '--merges', `${before}..origin/main`)).toBe('');
      expect(await staleServices(main, 'origin/main')).toEqual([]);
      for (const [at, name] of many.entries()) {
        const text = await main.git('show', `origin/main:${lockOf(name)}`);
        expect(text).toContain(keys[at]);
        const digest = /sha256:[0-9a-f]{64}/.exec(text)?.[0];
        expect(await main.git('show', `origin/main:${state}`)).toContain(digest);
      }
    }
  },
  rounds * 600_000,
);

it('commits nothing when nothing changed, and never makes a lock stale', async () => {
  const { main } = await open(['a', 'b']);
  const first = await publish(main);
  expect(first.commit).toBeDefined();
  expect(await main.git('rev-parse', 'HEAD', 'origin/main')).toBe(
    `${first.commit}\n${first.commit}`,
  );
  expect(await staleServices(main, 'HEAD')).toEqual([]);
  const second = await publish(main);
  expect(second.commit).toBeUndefined();
  expect(await main.git('rev-parse', 'origin/main')).toBe(first.commit);
});

it('leaves what is staged and what is changed as it is', async () => {
  const { main } = await open(['a', 'b']);
  await main.write('apps/a/a.txt', 'changed\n');
  await main.write('README.md', 'staged\n');
  await main.git('add', 'README.md');
  await main.write('README.md', 'staged, then changed\n');
  await main.write('notes.txt', 'untracked\n');
  const status = await main.git('status', '--porcelain');
  const { commit } = await publish(main);
  expect(commit).toBeDefined();
  expect(await main.git('status', '--porcelain')).toBe(status);
  expect(await main.git('show', ':README.md')).toBe('staged');
  expect(await main.read('README.md')).toBe('staged, then changed\n');
  const files = (await main.git('show', '--name-only', '--format=', commit!)).split('\n');
  expect(files.every((file) => file.startsWith('config-repository/.release/'))).toBe(true);
});

it('takes the lock of the sources on the branch when two runs locked one service', async () => {
  const { main, remote } = await open(['a', 'b']);
  await publish(main);
  const old = await cloneRemote(main, remote);
  await old.write('apps/a/a.txt', 'of the old run\n');
  await old.commit('feat: old');
  await old.git('push', '--quiet');
  await lockByHand(old, 'a');
  const young = await cloneRemote(main, remote);
  await young.write('apps/a/a.txt', 'of the young run\n');
  await young.commit('feat: young');
  await young.git('push', '--quiet');
  const key = await lockByHand(young, 'a');
  await publish(young);

  const late = await publish(old);

  expect(late.commit).toBeUndefined();
  expect(late.summary.locks).toMatchObject([
    { service: 'a', from: 'theirs', reason: 'fresh', isStale: false },
  ]);
  await main.git('fetch', '--quiet');
  expect(await main.git('show', `origin/main:${lockOf('a')}`)).toContain(key);
});

it('publishes a lock that the branch has left behind, and says that it stays stale', async () => {
  const { main, remote } = await open(['a', 'b']);
  await publish(main);
  const run = await cloneRemote(main, remote);
  await run.write('apps/a/a.txt', 'one\n');
  await run.commit('feat: one');
  await run.git('push', '--quiet');
  await lockByHand(run, 'a');
  await main.git('pull', '--quiet', '--ff-only');
  await main.write('apps/a/a.txt', 'two\n');
  await main.write('config-repository/umbrella-chart/values.yaml', 'replicas: 3\n');
  await main.commit('feat: two');
  await main.git('push', '--quiet');

  const published = await publish(run);

  expect(published.summary.locks).toMatchObject([{ service: 'a', from: 'ours', isStale: true }]);
  expect(await run.git('show', `origin/main:${state}`)).toContain('replicas: 3');
  expect(await run.git('rev-parse', 'HEAD')).toBe(published.commit);
});

it('writes author, message and trailers as gitops.yaml says, to the branch that it names', async () => {
  const { main } = await open(['a']);
  await main.edit(
    'config-repository/gitops.yaml',
    (text) => `${text}publish:
  branch: releases
  author: 'Release Bot <bot@example.com>'
  message: 'chore(release): {services} for {environments}'
  trailers: { Source: '{commit}' }
`,
  );
  await main.write('apps/a/a.txt', 'new\n');
  await main.commit('feat: settings');
  const source = await main.git('rev-parse', 'HEAD');
  await lockByHand(main, 'a');
  await publish(main);
  await main.git('fetch', '--quiet', 'origin', 'releases');
  expect(await main.git('log', '-1', '--format=%an <%ae>%n%B', 'FETCH_HEAD')).toBe(
    `Release Bot <bot@example.com>\nchore(release): a for staging\n\nSource: ${source}\n`,
  );
  expect(await main.git('rev-parse', 'HEAD')).toBe(source);
});

it('says what it would do with --dry-run, and does nothing', async () => {
  const { main } = await open(['a']);
  const before = await main.git('rev-parse', 'origin/main');
  const { exitCode, stdout } = await main.cli('publish', '--dry-run');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('would push to main');
  expect(await main.git('ls-remote', 'origin', 'main')).toContain(before);
});

it('refuses commits that the remote does not have, a detached HEAD and a protected branch', async () => {
  const { main, remote } = await open(['a']);
  await main.write('apps/a/a.txt', 'not pushed\n');
  await main.commit('feat: not pushed');
  const ahead = await main.cli('publish');
  expect(ahead.exitCode).toBe(1);
  expectError(ahead.stderr, {
    code: 'PUBLISH_DIVERGED',
    problem: ['The branch "main" of "origin"'],
    hint: 'Push your commits first',
  });
  await main.git('push', '--quiet');
  await main.git('checkout', '--quiet', '--detach');
  expect((await main.cli('publish')).stderr).toContain('PUBLISH_REFUSED: HEAD is detached');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(`${remote}/hooks/pre-receive`, '#!/bin/sh\necho protected branch >&2\nexit 1\n', {
    mode: 0o755,
  });
  const refused = await main.cli('publish', '--branch=main');
  expectError(refused.stderr, {
    code: 'PUBLISH_REFUSED',
    problem: ['"origin" refuses a push to the branch "main"', 'protected branch'],
    hint: 'publish.branch',
  });
  const status = await main.git('status', '--porcelain');
  await main.git('remote', 'set-url', 'origin', `${remote}-that-there-is-not`);
  expectError((await main.cli('publish', '--branch=main')).stderr, {
    code: 'GIT_FAILED',
    problem: ['The branch "main" cannot be fetched from "origin"'],
    hint: 'git ls-remote',
  });
  expect(await main.git('status', '--porcelain')).toBe(status);
});
