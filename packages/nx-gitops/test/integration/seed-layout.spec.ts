import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlatformFile, withPlatform } from '../workspace/platform-file.ts';
import { createSeed, pushStandIn, seedDigest, seedService } from '../workspace/seed.ts';
import type { Workspace } from '../workspace/workspace.ts';

const lock = 'config-repository/app-locks/demo-service.kbld.lock.yml';
const thirdParty = 'config-repository/app-locks/third-party.kbld.lock.yml';
const state = 'config-repository/.release/state.yaml';

/** The config repository alone, as the seed has it. */
let alone: Workspace;
/** The same with the repository of the service beside it. */
let together: Workspace;
let digests: { nginx: string; memcached: string };

beforeAll(async () => {
  alone = await createSeed();
  const platform = await readPlatformFile();
  // Whatever base image the platform has: what FROM names is not to be had here.
  const [base = ''] = Object.values(platform.baseImages);
  together = await withPlatform(await createSeed(seedService), () => ({
    baseImages: { 'busybox:latest': base },
  }));
  digests = {
    nginx: await pushStandIn(alone, 'index.docker.io/library/nginx:1.16.0'),
    memcached: await pushStandIn(alone, 'index.docker.io/bitnami/memcached:1.6.6'),
  };
});

afterAll(async () => {
  await alone?.dispose();
  await together?.dispose();
});

it('becomes a config repository by "adopt", which reads the names in its scripts', async () => {
  for (const file of ['nx.json', 'config-repository/gitops.yaml']) await alone.remove(file);
  await alone.write('nx.json', '{}');
  await alone.edit('.gitignore', (text) => `${text}.release\n`);
  await alone.commit('chore: as the seed has it');
  const { exitCode, output } = await alone.nx('g', 'nx-gitops:adopt', 'seed', '--no-interactive');
  expect(exitCode, output).toBe(0);
  const settings = await alone.read('config-repository/gitops.yaml');
  expect(settings).toContain(`application: my-app\nnamespace: ${alone.id}-seed\n`);
  expect(await alone.read('.gitignore')).not.toContain('.release');
  await alone.commit('feat: adopt');
});

it('names the third-party images that are not pinned yet', async () => {
  const { exitCode, output } = await alone.nx('run', 'config-repository:render');
  expect(exitCode).not.toBe(0);
  expect(output).toContain('IMAGE_UNLOCKED: No lock pins 2 images');
  expect(output).toContain('nginx:1.16.0');
  expect(output).toContain('docker.io/bitnami/memcached:1.6.6');
  expect(output).not.toContain('demo-service');
});

it('pins the third-party images with the lock of the config repository, and no others', async () => {
  const { exitCode, output } = await alone.nx('lock', 'config-repository');
  expect(exitCode, output).toBe(0);
  const text = await alone.read(thirdParty);
  expect(text.match(/- image: .*\n.*newImage: .*/g)).toEqual([
    `- image: docker.io/bitnami/memcached:1.6.6\n    newImage: index.docker.io/bitnami/memcached@${digests.memcached}`,
    `- image: nginx:1.16.0\n    newImage: index.docker.io/library/nginx@${digests.nginx}`,
  ]);
  const again = await alone.nx('lock', 'config-repository');
  expect(again.output).toContain('all third-party images are pinned already');
});

it('renders, validates and deploys as it is, without any service in the workspace', async () => {
  const lockBefore = await alone.read(lock);
  const { exitCode, output, tasks } = await alone.nx('deploy', 'config-repository');
  expect(exitCode, output).toBe(0);
  expect(tasks).toEqual([
    'config-repository:deploy',
    'config-repository:render',
    'config-repository:validate',
  ]);
  for (const name of ['demo-service', 'memcached', 'my-app']) {
    expect(output).toContain(`+ Deployment ${alone.id}-seed/${name}`);
  }
  const snapshot = await alone.read(state);
  expect(snapshot).toContain(`image: index.docker.io/starptech/demo-service@${seedDigest}`);
  expect(snapshot).toContain(`image: index.docker.io/library/nginx@${digests.nginx}`);
  expect(await alone.read(lock)).toBe(lockBefore);
  const tree = 'config-repository/.release/umbrella-chart';
  expect(await alone.read(`${tree}/charts/demo-service/templates/deployment.yaml`)).toContain(
    'image: "demo-service"',
  );
});

it('leaves nothing in the working tree but locks and release, though .gitignore does not know the plugin', async () => {
  const changed = await alone.git('status', '--porcelain', '--untracked-files=all');
  expect(changed.split('\n').filter((line) => !/app-locks|\.release/.test(line))).toEqual([]);
});

it('has no other environment than the one without a name', async () => {
  const { stdout, exitCode } = await alone.cli('diff', '--format=json');
  expect(JSON.parse(stdout)).toMatchObject({ environment: 'default', changes: [] });
  expect(exitCode).toBe(0);
});

it('takes a lock that does not say its sources for stale where the service is in the workspace', async () => {
  const { stdout, exitCode } = await together.cli('why', 'demo-service');
  expect(stdout).toContain('stale, the lock does not say which sources it was made from');
  expect(stdout).toContain(`lock: ${lock}`);
  expect(exitCode).toBe(2);
});

it('makes that lock again from the sources, once, and deploys', async () => {
  await together.nx('lock', 'config-repository');
  const first = await together.nx('deploy', 'config-repository');
  expect(first.exitCode, first.output).toBe(0);
  expect(first.tasks).toEqual([
    'config-repository:deploy',
    'config-repository:render',
    'config-repository:validate',
    'demo-service:build-image',
    'demo-service:lock',
  ]);
  const text = await together.read(lock);
  expect(text).toContain('# build-key: v1:');
  expect(text).not.toContain(seedDigest);
  const [, reference = ''] = /newImage: (\S+)/.exec(text) ?? [];
  expect(reference).toMatch(/^docker\.io\/starptech\/demo-service@sha256:/);
  expect(await together.read(state)).toContain(`image: ${reference}`);
  const locks = await together.git(
    'ls-files',
    '--others',
    '--cached',
    'config-repository/app-locks',
  );
  expect(locks.split('\n').sort()).toEqual(
    ['config-repository/app-locks/.gitkeep', lock, thirdParty].sort(),
  );
  const second = await together.nx('deploy', 'config-repository');
  expect(second.tasks).not.toContain('demo-service:build-image');
  expect(second.output).toContain('the snapshot is what was deployed last');
});

it('uses the lock as it is where gitops.yaml says that the service is not its own', async () => {
  await together.git('checkout', '--', lock);
  await together.edit('config-repository/gitops.yaml', (text) => `${text}services: []\n`);
  const { exitCode, output, tasks } = await together.nx('deploy', 'config-repository');
  expect(exitCode, output).toBe(0);
  expect(tasks).not.toContain('demo-service:lock');
  expect(await together.read(state)).toContain(seedDigest);
});
