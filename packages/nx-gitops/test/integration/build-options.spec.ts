import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readPlatformFile } from '../workspace/platform-file.ts';
import { formatLock } from '../../src/model/lock/lock.ts';
import { startRegistry } from '../workspace/registry.ts';
import { renderStage } from '../workspace/render-stage.ts';
import { pushStandIn } from '../workspace/seed.ts';
import { createSmall } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

const token = 'of-the-build-4711';
const cache = 'registry.small.example/cache';

let workspace: Workspace;
/** For an SSH agent without a key, and for traces. */
let folder: string;
let agent: ChildProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nx-gitops-build-'));
  for (const [tool, debian] of [
    ['strace', 'strace'],
    ['ssh-agent', 'openssh-client'],
  ] as const) {
    const { failed } = await execa('which', [tool], { reject: false });
    if (failed) await execa('apt-get', ['install', '--yes', debian]);
  }
  agent = spawn('ssh-agent', ['-D', '-a', join(folder, 'agent')], { stdio: 'ignore' });
  const { baseImages } = await readPlatformFile();
  const [base = ''] = Object.keys(baseImages);
  workspace = await createSmall({
    'apps/hello/Dockerfile': `FROM ${base} AS maker
ARG WHO
COPY make.mjs /
RUN --mount=type=secret,id=token --mount=type=secret,id=file --mount=type=ssh ["node", "/make.mjs"]
FROM scratch AS wrong
FROM scratch AS made
COPY --from=maker /made /made
`,
    'apps/hello/make.mjs': `import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
const length = (id) => readFileSync('/run/secrets/' + id, 'utf8').length;
// "Which identities are there?" in the protocol of SSH agents; the answer says 12 in its fifth byte.
const agent = connect(process.env.SSH_AUTH_SOCK);
agent.write(Uint8Array.of(0, 0, 0, 1, 11));
const answer = [];
for await (const chunk of agent) if (answer.push(...chunk) > 4) break;
writeFileSync('/made', [process.env.WHO, length('token'), length('file'), 'agent', answer[4]].join(' '));
`,
    'apps/hello/kbld.yaml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: hello
    path: .
    docker:
      build:
        target: made
        rawOptions:
          - --build-arg=WHO=ada
          - --secret=id=token,env=TOKEN_OF_TEST
          - --secret=id=file,src=.token
          - --ssh=default
          - --cache-from=${cache}
          - --cache-to=type=registry,ref=${cache},mode=max
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - { image: hello, newImage: registry.small.example/{id}/hello }
`,
    'apps/many/Dockerfile': 'FROM scratch\nCOPY many.txt /\nCMD ["/many.txt"]\n',
    'apps/many/many.txt': 'many\n',
    'apps/many/kbld.yaml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Sources
sources:
  - image: many
    path: .
    docker: { build: { rawOptions: ['--platform=linux/amd64,linux/arm64'] } }
---
apiVersion: kbld.k14s.io/v1alpha1
kind: ImageDestinations
destinations:
  - { image: many, newImage: registry.small.example/{id}/many }
`,
    '.gitignore': 'node_modules\n.nx\n.nx-gitops\n.token\n',
    'config-repository/kbld-config.yaml': `apiVersion: kbld.k14s.io/v1alpha1
kind: Config
searchRules:
  - keyMatcher: { name: sidecarImage }
  - keyMatcher: { path: [metadata, annotations, example.org/agent] }
  - keyMatcher: { name: pods.yaml }
    updateStrategy: { yaml: { searchRules: [{ keyMatcher: { name: image } }] } }
`,
    'config-repository/umbrella-chart/templates/more.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: more, annotations: { example.org/agent: many } }
data:
  pods.yaml: |
    pods: [{ image: hello }]
---
apiVersion: example.org/v1
kind: Proxy
metadata: { name: proxy }
spec: { sidecarImage: many, other: { sidecarImage: 'proxy:1' } }
---
apiVersion: v1
kind: Pod
metadata: { name: pod }
spec:
  initContainers: [{ name: a, image: many, imagePullPolicy: Always }]
  containers: [{ name: b, image: hello }]
  ephemeralContainers: [{ name: c, image: many }]
`,
  });
  await workspace.write('apps/hello/.token', token);
  const proxy = `registry.small.example/${workspace.id}/proxy`;
  const newImage = `${proxy}@${await pushStandIn(workspace, `${proxy}:1`, 'proxy')}`;
  await workspace.write(
    'config-repository/app-locks/third-party.kbld.lock.yml',
    formatLock({ images: [{ image: 'proxy:1', newImage }], built: undefined, held: undefined }),
  );
});

afterAll(async () => {
  await workspace?.dispose();
  agent?.kill();
  await rm(folder, { recursive: true, force: true });
});

const imageOf = async (name: string): Promise<string> => {
  const { mirror } = await readPlatformFile();
  const lock = await workspace.read(`config-repository/app-locks/${name}.kbld.lock.yml`);
  return `${mirror}/${/newImage: (\S+)/.exec(lock)?.[1]}`;
};

const crane = async (...args: string[]): Promise<string> =>
  (await execa('crane', args, { encoding: 'latin1' })).stdout;

const environment = (): Record<string, string> => ({
  SSH_AUTH_SOCK: join(folder, 'agent'),
  TOKEN_OF_TEST: token,
});

/** The arguments of every process that is started, and what Nx prints. */
async function traceNx(...args: string[]): Promise<{ started: string; output: string }> {
  const trace = join(folder, 'trace');
  const { all, exitCode } = await execa(
    'strace',
    [
      ...[
        '--follow-forks',
        '--seccomp-bpf',
        '--trace=execve',
        '--string-limit=100000',
        `--output=${trace}`,
      ],
      ...['node_modules/.bin/nx', ...args, '--verbose', '--output-style=stream'],
    ],
    {
      cwd: workspace.root,
      all: true,
      reject: false,
      env: { CI: 'true', ...environment() },
    },
  );
  expect(exitCode, all).toBe(0);
  return { started: await readFile(trace, 'utf8'), output: all };
}

it('builds with arguments, a target, secrets, an SSH agent and a cache, for several platforms', async () => {
  const { started, output } = await traceNx('run-many', '-t', 'lock', '-p', 'hello,many');
  expect(started).toContain('"--secret=id=token,env=TOKEN_OF_TEST", "--secret=id=file,src=/');
  const hello = await imageOf('hello');
  const layers = await crane('export', hello, '-');
  expect(layers).toContain(`ada ${token.length} ${token.length} agent 12`);
  const history = await crane('config', hello);
  for (const place of [started, output, layers, history]) expect(place).not.toContain(token);
  const { manifests } = JSON.parse(await crane('manifest', await imageOf('many'))) as {
    manifests: { platform: { architecture: string } }[];
  };
  const platforms = manifests.map(({ platform }) => platform.architecture);
  expect(platforms).toEqual(expect.arrayContaining(['amd64', 'arm64']));
});

it('exports the cache of every stage, and no secret with it', async () => {
  const { mirror } = await readPlatformFile();
  const { manifests, layers = manifests } = JSON.parse(
    await crane('manifest', `${mirror}/${cache}:latest`),
  ) as Record<'manifests' | 'layers', { digest: string; mediaType: string }[]>;
  expect(layers.length).toBeGreaterThan(2);
  for (const { digest, mediaType } of layers) {
    const { stdout } = await execa('crane', ['blob', `${mirror}/${cache}@${digest}`], {
      encoding: 'buffer',
    });
    const bytes = mediaType.endsWith('gzip') ? gunzipSync(stdout) : Buffer.from(stdout);
    expect(bytes.includes(token), digest).toBe(false);
  }
});

it('builds from the cache of the registry where the builder has none', async () => {
  const { mirror, builder } = await readPlatformFile();
  const repository = `${mirror}/registry.small.example/${workspace.id}/hello`;
  const pinned = (await imageOf('hello')).split('@')[1];
  for (const tag of (await crane('ls', repository)).split('\n')) {
    await crane('delete', `${repository}:${tag}`);
  }
  await execa('buildctl', ['--addr', builder?.address ?? '', 'prune', '--all']);
  const { output } = await workspace
    .withEnvironment(environment())
    .nx('run', 'hello:build-image', '--verbose');
  expect(output).toContain(`hello: built and pushed ${pinned}`);
  expect(output).toMatch(/RUN .*\n(?:.*\n)*?.*CACHED/);
});

it('relocates the images of a snapshot by digest, and renders the references to the copies', async () => {
  const registry = await startRegistry();
  onTestFinished(registry.stop);
  const before = await renderStage(workspace);
  const to = `${registry.address}/copies`;
  const { exitCode, stdout, stderr } = await workspace.cli('relocate', '--to', to);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain(`3 of 3 images copied to ${to}`);
  expect((await workspace.cli('relocate', '--to', to)).stdout).toContain('0 of 3 images');
  await workspace.edit('config-repository/gitops.yaml', (text) => `${text}    registry: ${to}\n`);
  const after = await renderStage(workspace);
  const images = [...after.state.matchAll(/[iI]mage: (\S+@sha256:\S+)/g)].map(
    ([, one = '']) => one,
  );
  expect(images.length).toBeGreaterThan(3);
  expect(images.some((image) => image.includes('/proxy@'))).toBe(true);
  for (const image of images) {
    expect(image.startsWith(`${to}/registry.small.example/`)).toBe(true);
    expect((await execa('crane', ['digest', image])).stdout).toBe(image.split('@')[1]);
  }
  expect(after.state.replaceAll(`${to}/`, '')).toBe(before.state);
  const many = images.find((image) => image.includes('/many@')) ?? '';
  for (const platform of ['linux/amd64', 'linux/arm64']) {
    await crane('config', `--platform=${platform}`, many);
  }
  const validate = async (): Promise<string> => {
    const { stdout, stderr } = await workspace.cli('validate', '--skip=schema');
    return `${stdout} ${stderr}`.replaceAll(/\s+/g, ' ');
  };
  expect(await validate()).toContain('✔ locks 2 services');
  await workspace.write(after.path, after.state.replace(/hello@sha256:..../, 'hello@sha256:0000'));
  expect(await validate()).toContain('hello has another digest than its lock');
  await workspace.write(after.path, before.state);
  expect(await validate()).toContain(`hello is not at ${to}, the registry of this environment`);
  await workspace.git('checkout', '--', 'config-repository/gitops.yaml');
});

it('pins images of all containers, in custom resources, annotations and text, by the search rules of the repository', async () => {
  const { state } = await renderStage(workspace);
  expect(state).not.toMatch(/(image|Image|agent): "?(hello|many)"?$/m);
  for (const kind of ['containers', 'initContainers', 'ephemeralContainers']) {
    expect(state).toMatch(new RegExp(`  ${kind}:\n +- image: registry\\S+@sha256:`));
  }
  expect(state).toMatch(/example.org\/agent: registry.small.example\/\S+@sha256:/);
  expect(state).toMatch(/sidecarImage: registry.small.example\/\S+@sha256:/);
  expect(state).toMatch(/pods:\n\s+- image: registry.small.example\/\S+@sha256:/);
  expect(state).toContain('imagePullPolicy: Always');
  await workspace.edit('config-repository/umbrella-chart/templates/more.yaml', (text) =>
    text.replace('sidecarImage: many', 'sidecarImage: stranger:1'),
  );
  await expect(renderStage(workspace)).rejects.toThrow(/IMAGE_UNLOCKED[^]*stranger:1 .*more\.yaml/);
  await workspace.edit('config-repository/kbld-config.yaml', (text) => `${text}overrides: []\n`);
  await expect(renderStage(workspace)).rejects.toThrow(
    /KBLD_INVALID: .*kbld-config.yaml:8: "overrides"/,
  );
});
