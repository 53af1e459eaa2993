import { execa } from 'execa';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readPlatformFile, withPlatform } from '../workspace/platform-file.ts';
import { startRegistry, type Registry } from '../workspace/registry.ts';
import { askImage } from '../workspace/run-image.ts';
import { createShop } from '../workspace/shop.ts';
import { cloneWorkspace, type Workspace } from '../workspace/workspace.ts';

const services = ['catalog', 'orders', 'payments', 'storefront'] as const;

/** Deployed and committed, with locks of this machine. */
let shop: Workspace;
let digests: Readonly<Record<string, string>>;

const lockOf = (service: string): string => `config-repository/app-locks/${service}.kbld.lock.yml`;

async function readDigests(workspace: Workspace): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const service of services) {
    const [, digest = ''] = /@(sha256:\w+)/.exec(await workspace.read(lockOf(service))) ?? [];
    found[service] = digest;
  }
  return found;
}

beforeAll(async () => {
  shop = await createShop();
  const { exitCode, output } = await shop.nx('run', 'config-repository:deploy');
  expect(exitCode, output).toBe(0);
  await shop.commit('chore: release');
  digests = await readDigests(shop);
});

afterAll(() => shop?.dispose());

const imageAt = (mirror: string, service: string): string =>
  `${mirror}/registry.shop.example/shop/${service}`;

/** The digests that a registry has under the tags of build keys. */
async function listDigests(mirror: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const service of services) {
    const { stdout } = await execa('crane', ['ls', imageAt(mirror, service)]);
    const tags = stdout.split('\n').filter((tag) => tag.startsWith('key-'));
    expect(tags).toHaveLength(1);
    const reference = `${imageAt(mirror, service)}:${tags[0]}`;
    found[service] = (await execa('crane', ['digest', reference])).stdout;
  }
  return found;
}

/** The workspace with a registry that has nothing. */
async function wipeRegistry(workspace: Workspace): Promise<[Workspace, Registry]> {
  const registry = await startRegistry();
  onTestFinished(registry.stop);
  return [await withPlatform(workspace, () => ({ mirror: registry.address })), registry];
}

it('runs every image: its command, in its own file system, answers as healthy and ready', async () => {
  const { mirror } = await readPlatformFile();
  const elsewhere = 'http://127.0.0.1:9';
  const env = { CATALOG_URL: elsewhere, ORDERS_URL: elsewhere, PAYMENTS_URL: elsewhere };
  for (const service of services) {
    const reference = `${imageAt(mirror, service)}@${digests[service]}`;
    const answers = await askImage(reference, env, ['/healthz', '/readyz', '/no-such-path']);
    expect(answers, service).toEqual([200, 200, 404]);
  }
});

it('builds nothing that the registry has', async () => {
  const { exitCode, output } = await shop.nx('run-many', '-t', 'build-image', '--parallel=4');
  expect(exitCode, output).toBe(0);
  for (const service of services) {
    expect(output).toContain(
      `${service}: the registry has the image of these sources (${digests[service]})`,
    );
  }
  expect(output).not.toContain('built and pushed');
});

const statePath = 'config-repository/.release/staging/state.yaml';

it('asks for the images of what changed, not for those that run', async () => {
  const [wiped] = await wipeRegistry(shop);
  const same = await wiped.cli('deploy');
  expect(same.exitCode, same.stderr).toBe(0);
  expect(same.stderr).toContain('the snapshot is what was deployed last');
  const isCatalog = (text: string): boolean =>
    /kind: Deployment[^]*\n {2}name: catalog\n/.test(text);
  await shop.edit(statePath, (state) =>
    state
      .split('---\n')
      .map((text) => (isCatalog(text) ? text.replace(/replicas: \d+/, 'replicas: 7') : text))
      .join('---\n'),
  );
  const { stderr } = await wiped.cli('deploy', '--dry-run');
  expect(stderr).toContain('does not have 1 of the images of this release:');
  expect(stderr).toContain(`registry.shop.example/shop/catalog@${digests['catalog']}`);
  await shop.git('checkout', '--quiet', '--', statePath);
});

it('refuses to deploy what a wiped registry lacks, and restores it by the command that it names', async () => {
  const [wiped, { address }] = await wipeRegistry(shop);
  const refused = await wiped.nx('run', 'config-repository:deploy', '--full');
  expect(refused.exitCode).not.toBe(0);
  expect(refused.output).toContain(
    'DIGEST_MISSING: The registry does not have 4 of the images of this release:',
  );
  for (const service of services) {
    expect(refused.output).toContain(`registry.shop.example/shop/${service}@${digests[service]}`);
  }
  const [, command = ''] = /nx (run-many -t build-image -p \S+)/.exec(refused.output) ?? [];
  expect(command.split(' ').at(-1)).toBe(services.map((name) => `@shop/${name}`).join(','));
  const restored = await wiped.nx(...command.split(' '), '--parallel=4');
  expect(restored.exitCode, restored.output).toBe(0);
  expect(await listDigests(address)).toEqual(digests);
  const deployed = await wiped.nx('run', 'config-repository:deploy');
  expect(deployed.exitCode, deployed.output).toBe(0);
  expect(deployed.output).toContain('the snapshot is what was deployed last');
});

it('builds the same digests without a cache, from a clone with other times and modes of files', async () => {
  const clone = await cloneWorkspace(shop);
  onTestFinished(clone.dispose);
  const [wiped, { address }] = await wipeRegistry(clone);
  const { builder } = await readPlatformFile();
  if (builder?.kind === 'buildkit') {
    await execa('buildctl', ['--addr', builder.address ?? '', 'prune', '--all']);
  }
  const folders = ['apps', 'packages', 'package.json', 'tsconfig.base.json'];
  await execa('chmod', ['--recursive', 'go-rwx', ...folders], { cwd: clone.root });
  await execa('find', [...folders, '-exec', 'touch', '--date=2001-02-03', '{}', '+'], {
    cwd: clone.root,
  });
  expect(await clone.git('status', '--porcelain')).toBe('');
  const { exitCode, output } = await wiped.nx('run-many', '-t', 'build-image', '--parallel=4');
  expect(exitCode, output).toBe(0);
  expect(output.match(/built and pushed/g)).toHaveLength(4);
  expect(await listDigests(address)).toEqual(digests);
});
