import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { createMany, lockByHand } from '../workspace/many.ts';
import { addRemote, cloneRemote } from '../workspace/remote.ts';
import { expectError } from '../workspace/refusal.ts';
import { smallFiles } from '../workspace/small.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';

const lock = 'app-locks/a.kbld.lock.yml';
const settings = 'config-repository/gitops.yaml';

let config: Workspace;
let configRemote: string;
let app: Workspace;
let appRemote: string;

/** The config repository on its own, at the top of its Git repository, and the repository of the service. */
beforeEach(async () => {
  const chart = Object.entries(smallFiles).flatMap(([path, text]) =>
    path.startsWith('config-repository/')
      ? [[path.replace('config-repository/', ''), text.replaceAll('hello', 'a')] as const]
      : [],
  );
  config = await createWorkspace({ ...Object.fromEntries(chart), '.gitignore': 'node_modules\n' });
  onTestFinished(config.dispose);
  configRemote = await addRemote(config);
  app = await createMany(['a']);
  onTestFinished(app.dispose);
  await app.remove('config-repository');
  await app.write(
    settings,
    `publish: { repository: ${configRemote}, message: 'release: {services}' }\n`,
  );
  await app.write('.gitignore', 'node_modules\n.nx\n.nx-gitops\napp-locks\n');
  await app.commit('chore: the config repository is elsewhere');
  appRemote = await addRemote(app);
});

const inConfig = async (path: string): Promise<string> => {
  await config.git('fetch', '--quiet');
  return config.git('show', `origin/main:${path}`);
};

it('publishes lock and snapshot into the other repository, once, and leaves its own alone', async () => {
  const key = await lockByHand(app, 'a');
  const head = await app.git('rev-parse', 'HEAD');
  const plan = await app.cli('publish', '--dry-run');
  expect(plan.stdout, plan.stderr).toContain('would push to main');

  const { exitCode, stderr } = await app.cli('publish');

  expect(exitCode, stderr).toBe(0);
  expect(await inConfig(lock)).toContain(key);
  const digest = /sha256:[0-9a-f]{64}/.exec(await inConfig(lock))?.[0];
  expect(await inConfig('.release/staging/state.yaml')).toContain(digest);
  expect(await config.git('log', '-1', '--format=%s', 'origin/main')).toBe('release: a');
  expect(await app.git('rev-parse', 'HEAD', 'origin/main')).toBe(`${head}\n${head}`);
  expect(await app.git('status', '--porcelain')).toBe('');
  expect((await app.cli('publish')).stdout).toContain('Nothing to publish');
});

it('lets the lock of the newest sources win, whoever comes last', async () => {
  const old = await cloneRemote(app, appRemote);
  await lockByHand(old, 'a');
  const young = await cloneRemote(app, appRemote);
  await young.write('apps/a/a.txt', 'newer\n');
  await young.commit('feat: newer');
  await young.git('push', '--quiet');
  const key = await lockByHand(young, 'a');
  expect((await young.cli('publish')).exitCode).toBe(0);
  const late = await old.cli('publish');
  expect(late.exitCode, late.stderr).toBe(0);
  expect(late.stdout).toContain('it is the lock of the sources there');
  expect(await inConfig(lock)).toContain(key);
});

it('publishes into a checkout through its remote, to a branch that is named', async () => {
  const checkout = await cloneRemote(config, configRemote);
  await app.edit(settings, (text) => text.replace(configRemote, checkout.root));
  await app.commit('chore: a checkout');
  await app.git('push', '--quiet');
  const key = await lockByHand(app, 'a');
  const { exitCode, stderr } = await app.cli('publish');
  expect(exitCode, stderr).toBe(0);
  expect(await inConfig(lock)).toContain(key);
  expect(await checkout.read(lock)).toContain(key);
  await app.write('apps/a/a.txt', 'for a pull request\n');
  await app.commit('feat: more');
  await app.git('push', '--quiet');
  await lockByHand(app, 'a');
  const named = await app.cli('publish', '--branch=release');
  expect(named.exitCode, named.stderr).toBe(0);
  expect(await inConfig(lock)).toContain(key);
  expect(await config.git('ls-remote', '--heads', 'origin', 'release')).not.toBe('');
});

it('refuses a repository that it cannot clone, and one without settings; a token is not shown', async () => {
  await lockByHand(app, 'a');
  const set = (repository: string): Promise<void> =>
    app.write(settings, `publish: { repository: '${repository}' }\n`);
  await set('http://bot:topsecret@127.0.0.1:1/config.git');
  const { stderr } = await app.cli('publish');
  expectError(stderr, {
    code: 'GIT_FAILED',
    problem: ['http://***@127.0.0.1:1/config.git cannot be cloned'],
    hint: 'publish.repository',
  });
  expect(stderr).not.toContain('topsecret');
  await config.git('rm', '--quiet', 'gitops.yaml');
  await config.commit('chore: no settings');
  await config.git('push', '--quiet');
  await set(configRemote);
  expectError((await app.cli('publish')).stderr, {
    code: 'SETTINGS_MISSING',
    problem: ['has no gitops.yaml'],
    hint: 'publish.folder',
  });
});
