import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectError } from '../workspace/refusal.ts';
import { pushStandIn } from '../workspace/seed.ts';
import { createSmall, restore, smallFiles } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

const lock = 'config-repository/app-locks/third-party.kbld.lock.yml';
const settings = 'config-repository/gitops.yaml';
const template = 'config-repository/umbrella-chart/templates/hello.yaml';
const dockerfile = 'apps/hello/Dockerfile';
const images = ['cache', 'proxy', 'tool', 'other'];
const at = (name: string, tag: string): string => `third.example/${small.id}/${name}:${tag}`;

/** Pushes each tag with its name as content, and answers the digests. */
async function push(...tags: readonly string[]): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const tag of tags) {
    const [name = '', rest = ''] = tag.split(':');
    digests.push(await pushStandIn(small, at(name, rest), `${tag} ${small.id}`));
  }
  return digests;
}

const update = async (...args: string[]): Promise<readonly { image: string; tag: string }[]> => {
  const { exitCode, stdout, stderr } = await small.cli('update-images', '--format=json', ...args);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as { image: string; tag: string }[];
};

beforeAll(async () => {
  const containers = images.map(
    (name) => `        - { name: ${name}, image: third.example/{id}/${name}:1.0.0 }\n`,
  );
  small = await createSmall({
    [template]: `${smallFiles[template]}${containers.join('')}`,
    [settings]: `${smallFiles[settings]}images:
  - { image: third.example/{id}/cache, range: ^1.0 }
  - { image: third.example/{id}/proxy, pattern: '^(?<version>.*)-alpine$' }
  - { image: third.example/{id}/tool }
`,
  });
  const [base = ''] = await push('base:1', ...images.map((name) => `${name}:1.0.0`));
  await small.write(dockerfile, `FROM ${at('base', '1')}@${base}\nCOPY hello.txt /\n`);
  const { exitCode, output } = await small.nx('run', 'config-repository:lock');
  expect(exitCode, output).toBe(0);
  await small.commit('chore: pin');
});

afterAll(async () => small?.dispose());

it('finds nothing new where there is nothing new, and leaves what no policy names', async () => {
  expect(await update()).toEqual([]);
  await push('other:2.0.0', 'cache:2.0.0', 'cache:1.1.0-rc1', 'proxy:1.2.0');
  expect(await update()).toEqual([]);
  expect(await small.git('status', '--porcelain')).toBe('');
});

it('pins the newest that the policies allow, by range, pattern and digest, once', async () => {
  const [cache = '', , proxy = '', tool = ''] = await push(
    ...['cache:1.10.0', 'cache:1.9.0', 'proxy:1.10-alpine', 'tool:1.1.0'],
  );
  await pushStandIn(small, at('tool', '1.0.0'), 'built again');
  const planned = await update('--dry-run');
  expect(planned.map(({ image, tag }) => `${image.replace(/^.*\//, '')} → ${tag}`)).toEqual([
    'cache:1.0.0 → 1.10.0',
    'proxy:1.0.0 → 1.10-alpine',
    'tool:1.0.0 → 1.0.0',
  ]);
  expect(await small.git('status', '--porcelain')).toBe('');

  const { exitCode, output } = await small.nx('run', 'config-repository:update-images');

  expect(exitCode, output).toBe(0);
  expect(output).toContain(`${lock}: ${at('cache', '1.0.0')} is now 1.10.0 (`);
  const text = await small.read(lock);
  expect(text).toContain(
    `image: ${at('cache', '1.0.0')}\n    newImage: third.example/${small.id}/cache@${cache}`,
  );
  expect(text).toContain(proxy);
  expect(text).not.toContain(tool);
  expect(await update()).toEqual([]);
  const again = await small.nx('run', 'config-repository:lock');
  expect(again.exitCode, again.output).toBe(0);
  expect(await small.read(lock)).toBe(text);
});

it('follows the tag of a base image that a Dockerfile pins; the service is stale then', async () => {
  const newer = await pushStandIn(small, at('base', '1'), 'patched');
  expect(await update('third.example/nobody/base')).toEqual([]);
  expect(await update(`third.example/${small.id}/base`)).toMatchObject([
    { tag: '1', after: newer },
  ]);
  expect(await small.read(dockerfile)).toBe(`FROM ${at('base', '1')}@${newer}\nCOPY hello.txt /\n`);
  expect(await update()).toEqual([]);
});

it('refuses a policy that is none, and changes nothing when a registry fails', async () => {
  await restore(small);
  await small.edit(settings, (text) => text.replace('range: ^1.0', 'range: about one'));
  expectError((await small.cli('update-images')).stderr, {
    code: 'SETTINGS_INVALID',
    problem: [`${settings}:9 images.0.range`, 'Expected a semver range'],
    hint: 'gitops.schema.json',
  });
  await restore(small);
  await small.edit(
    dockerfile,
    (text) => `${text}FROM 127.0.0.1:1/gone:1@sha256:${'0'.repeat(64)}\n`,
  );
  const { exitCode, stderr } = await small.cli('update-images');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('REGISTRY_UNREACHABLE: ');
  expect(await small.git('status', '--porcelain', '--', 'config-repository')).toBe('');
});
