import { join } from 'node:path';
import { symlink, writeFile } from 'node:fs/promises';
import { FsTree, flushChanges } from 'nx/src/generators/tree';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ciGenerator } from '../../src/generators/ci/generator.ts';
import { kubectl } from '../workspace/cluster.ts';
import { startCommentServer, type CommentServer } from '../workspace/comment-server.ts';
import { openRunner, type JobRun, type Runner } from '../workspace/forge.ts';
import { runWorkflow } from '../workspace/github-actions.ts';
import { runPipeline } from '../workspace/gitlab-ci.ts';
import { kubeconfigOf } from '../workspace/kubeconfig.ts';
import { addRemote } from '../workspace/remote.ts';
import { createSmall, smallFiles } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

// Jobs begin in fresh clones, as they do on a forge: nothing is kept from one to the next.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let small: Workspace;
let runner: Runner;
let forge: CommentServer;
let secrets: Record<string, string>;
/** The same, as GitLab gives them: by the path of a file. */
let files: Record<string, string>;

const template = smallFiles['config-repository/umbrella-chart/templates/hello.yaml'] ?? '';
const secondService = Object.fromEntries(
  ['Dockerfile', 'hello.txt', 'kbld.yaml'].map((file) => [
    `apps/world/${file.replace('hello', 'world')}`,
    (smallFiles[`apps/hello/${file}`] ?? '').replaceAll('hello', 'world'),
  ]),
);
const tested = (name: string): string =>
  JSON.stringify({ name, targets: { test: { command: `echo tested ${name}` } } });

const settings = `application: {id}
kubernetes: '1.37.2'
waitTimeout: 60s
defaultEnvironment: staging
preview: { context: preview }
environments:
  staging: { namespace: {id}-staging, context: staging }
  production: { namespace: {id}-production, context: production, protected: true }
`;

async function generate(provider: 'github' | 'gitlab' | 'shell'): Promise<void> {
  const tree = new FsTree(small.root, false);
  await ciGenerator(tree, { provider, targets: ['test'] });
  flushChanges(small.root, tree.listChanges());
}

beforeAll(async () => {
  small = await createSmall({
    ...secondService,
    'apps/hello/project.json': tested('hello'),
    'apps/world/project.json': tested('world'),
    'config-repository/gitops.yaml': settings,
    'config-repository/umbrella-chart/templates/hello.yaml': `${template}---\n${template.replaceAll('hello', 'world')}`,
  });
  const remote = await addRemote(small, afterAll);
  await symlink(remote, `${remote}.git`);
  await small.git('-C', remote, 'config', 'receive.advertisePushOptions', 'true');
  const { exitCode, output } = await small.nx(
    ...['run-many', '--projects=config-repository', '--targets=render,render-production'],
  );
  expect(exitCode, output).toBe(0);
  for (const provider of ['github', 'gitlab', 'shell'] as const) await generate(provider);
  await small.commit('feat: a pipeline');
  await small.git('push', '--quiet');
  runner = await openRunner(remote);
  forge = await startCommentServer();
  for (const name of ['staging', 'production', 'preview']) {
    await kubectl(['apply', '--filename', join(small.root, `.ci/gitops/access/${name}.yaml`)]);
  }
  const of = (context: string, name: string) => ({
    ...{ context, name },
    namespace: `${small.id}-${context === 'preview' ? 'previews' : context}`,
  });
  const both = (name: string) => ['staging', 'production'].map((context) => of(context, name));
  secrets = {
    KUBECONFIG: await kubeconfigOf(...both('gitops-deployer')),
    KUBECONFIG_READ: await kubeconfigOf(...both('gitops-reader')),
    KUBECONFIG_PREVIEW: await kubeconfigOf(of('preview', 'gitops-preview')),
  };
  files = {};
  for (const [name, text] of Object.entries(secrets)) {
    files[name] = join(runner.folder, name);
    await writeFile(files[name], text);
  }
});

afterAll(async () => {
  await forge?.stop();
  await runner?.dispose();
  await small?.dispose();
});

/** A commit on top of what the remote has, pushed to a branch. */
async function change(file: string, text: string, branch = 'main'): Promise<Commits> {
  await small.git('switch', '--quiet', 'main');
  await small.git('pull', '--quiet', '--ff-only');
  const base = await small.git('rev-parse', 'HEAD');
  if (branch !== 'main') await small.git('switch', '--quiet', '--create', branch);
  await small.write(file, text);
  await small.commit(`feat: ${text.trim()}`);
  await small.git('push', '--quiet', 'origin', branch);
  return { base, head: await small.git('rev-parse', 'HEAD') };
}

interface Commits {
  readonly base: string;
  readonly head: string;
}

const workflow = (name: string): Promise<string> => small.read(`.github/workflows/${name}.yaml`);

const tip = (): Promise<string> => small.git('ls-remote', 'origin', 'refs/heads/main');

/** What ran, each with its exit code; answers what it said. */
function outputOf(runs: readonly JobRun[], ...expected: readonly string[]): string {
  const all = runs.map(({ output }) => output).join('\n');
  expect(
    runs.map(({ name, exitCode }) => `${name} ${exitCode}`),
    all,
  ).toEqual(expected);
  return all;
}

const get = (environment: string, path: string): Promise<string> =>
  kubectl([
    ...['get', 'deployment', 'hello', `--namespace=${small.id}-${environment}`],
    `--output=jsonpath={${path}}`,
  ]);

const imageIn = (environment: string): Promise<string> =>
  get(environment, '.spec.template.spec.containers[0].image');

const previews = (): Promise<string> =>
  kubectl(['get', 'namespaces', `--selector=nx-gitops/application=${small.id}`, '--output=name']);

const scale = (replicas: number): Promise<string> =>
  kubectl([
    'scale',
    'deployment/hello',
    `--replicas=${replicas}`,
    `--namespace=${small.id}-staging`,
  ]);

it('GitHub, a push: checks what is affected, publishes, deploys what was published; then nothing', async () => {
  const { base } = await change('apps/hello/hello.txt', 'one\n');
  const event = { github: {}, secrets, ref: 'main', base };
  const output = outputOf(
    await runWorkflow(runner, await workflow('gitops-release'), event),
    ...['check 0', 'release 0', 'deploy-staging 0', 'plan-production 0', 'deploy-production 0'],
  );
  expect(output).toContain('nx run hello:test');
  expect(output).not.toContain('nx run world:test');
  expect(output).toMatch(/nx run hello:lock/);
  expect(output).not.toMatch(/nx run world:(lock|build-image)/);
  expect(output).toContain('### production (production)');
  await small.git('fetch', '--quiet');
  const published = await small.git('show', '--name-only', '--format=', 'origin/main');
  expect(published).toContain('config-repository/app-locks/hello.kbld.lock.yml');
  expect(published).not.toMatch(/^(apps|\.ci)\//m);
  const lock = await small.git(
    'show',
    'origin/main:config-repository/app-locks/hello.kbld.lock.yml',
  );
  const digest = /sha256:[0-9a-f]{64}/.exec(lock)?.[0] ?? 'none';
  expect(await imageIn('staging')).toContain(digest);
  expect(await imageIn('production')).toContain(digest);

  const before = await tip();
  const again = outputOf(
    await runWorkflow(runner, await workflow('gitops-release'), event, (job) =>
      ['release', 'deploy-staging'].includes(job),
    ),
    ...['release 0', 'deploy-staging 0'],
  );
  expect(again).not.toContain(':build-image');
  expect(again).toContain('Nothing to publish');
  expect(again).toContain('staging: nothing was changed');
  expect(await tip()).toBe(before);
});

it('GitHub, a pull request: one comment with the plan, a preview that goes with it; a fork gets neither', async () => {
  const { base, head } = await change('apps/world/world.txt', 'two\n', 'two');
  const event = (action: string, from = 'acme/shop') => ({
    github: {
      event: {
        action,
        pull_request: {
          number: 7,
          base: { sha: base, ref: 'main' },
          head: { repo: { full_name: from } },
        },
      },
      repository: 'acme/shop',
      actor: 'somebody',
    },
    secrets: from === 'acme/shop' ? { ...secrets, GITHUB_TOKEN: 'token' } : {},
    ref: head,
    env: { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/shop' },
  });
  const text = await workflow('gitops-pull-request');
  const output = outputOf(await runWorkflow(runner, text, event('opened')), 'check 0', 'plan 0');
  expect(output).toContain('nx run world:test');
  expect(output).not.toContain('nx run hello:test');
  const [others, own, ...more] = forge.comments;
  expect(others?.body).toContain('mine');
  expect(more).toEqual([]);
  expect(own?.body).toContain('### staging (staging)');
  expect(own?.body).toMatch(/update \| <code>Deployment \S+\/world/);

  const preview = await workflow('gitops-preview');
  outputOf(await runWorkflow(runner, preview, event('opened')), 'show 0');
  expect(await previews()).toBe(`namespace/${small.id}-pr-7`);
  outputOf(await runWorkflow(runner, preview, event('closed')), 'remove 0');
  expect(await previews()).toBe('');

  const foreign = event('opened', 'stranger/shop');
  expect(await runWorkflow(runner, text, foreign, (job) => job === 'plan')).toEqual([]);
  expect(await runWorkflow(runner, preview, foreign)).toEqual([]);
});

it('GitLab, two pushes at once and a merge request', async () => {
  const text = await small.read('.gitlab-ci.yml');
  const older = await change('apps/hello/hello.txt', 'three\n');
  const newer = await change('apps/world/world.txt', 'three\n');
  const remote = await small.git('remote', 'get-url', 'origin');
  const common = {
    ...files,
    ...{ CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main', CI_PROJECT_URL: remote },
    ...{ CI_SERVER_HOST: 'forge.example', CI_REGISTRY: 'registry.example' },
    ...{ CI_REGISTRY_USER: 'job', CI_REGISTRY_PASSWORD: 'secret', GITOPS_TOKEN: 'token' },
    ...{ CI_API_V4_URL: forge.url, CI_PROJECT_ID: '1' },
  };
  const push = ({ base, head }: Commits) => ({
    ...common,
    ...{ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: head, CI_COMMIT_BEFORE_SHA: base },
  });
  const before = await imageIn('staging');
  const late = outputOf(
    await runPipeline(runner, text, push(older), (job) => /^(release|deploy-staging)$/.test(job)),
    ...['release 0', 'deploy-staging 0'],
  );
  expect(late).toMatch(/nx run hello:lock/);
  expect(late).toContain('The branch moved on');
  expect(await imageIn('staging')).toBe(before);

  const output = outputOf(
    await runPipeline(runner, text, push(newer)),
    ...['check 0', 'release 0', 'deploy-staging 0', 'plan-production 0', 'deploy-production 0'],
  );
  expect(output).toContain('nx run world:test');
  expect(output).not.toContain('nx run hello:test');
  expect(output).toContain('hello.kbld.lock.yml: published by somebody else already');
  const lock = await small.git(
    '-C',
    remote,
    'show',
    'main:config-repository/app-locks/hello.kbld.lock.yml',
  );
  expect(await imageIn('production')).toContain(/sha256:[0-9a-f]{64}/.exec(lock)?.[0]);

  const asked = await change('apps/world/world.txt', 'four\n', 'four');
  const request = {
    ...common,
    ...{ CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_BRANCH: 'four' },
    ...{ CI_COMMIT_SHA: asked.head, CI_MERGE_REQUEST_DIFF_BASE_SHA: asked.base },
    CI_MERGE_REQUEST_IID: '3',
  };
  forge.requests.splice(0);
  outputOf(
    await runPipeline(runner, text, request, (job) => job !== 'check'),
    ...['plan 0', 'preview 0', 'preview-remove 0'],
  );
  // The comment that was made for the pull request is this forge's only one: it is changed, not added to.
  expect(forge.requests.filter((one) => !one.startsWith('GET'))).toEqual([
    'PUT /projects/1/merge_requests/3/notes/2',
  ]);
  expect(forge.comments[1]?.body).toMatch(/update \| <code>Deployment \S+\/world/);
  expect(await previews()).toBe('');
});

it('shell: a change, a push that brings nothing new, and drift with exit code 2', async () => {
  const run = (ref: string, ...args: readonly string[]) =>
    runner.clone(ref).then((clone) => {
      const kubeconfig = args[0] === 'push' ? files['KUBECONFIG'] : files['KUBECONFIG_READ'];
      const collect = `export KUBECONFIG=${kubeconfig}`;
      return runner.run(
        ['sh', '-e'],
        `${collect}\nsh .ci/gitops/pipeline.sh ${args.join(' ')}`,
        clone,
        {},
      );
    });
  const { base } = await change('apps/world/world.txt', 'five\n', 'five');
  const changed = await run('five', 'change', base);
  expect(changed.exitCode, changed.output).toBe(0);
  expect(changed.output).toContain('nx run world:test');
  expect(changed.output).not.toContain('nx run hello:test');
  expect(changed.output).toContain('### staging (staging)');

  const before = await tip();
  const pushed = await run('main', 'push');
  expect(pushed.exitCode, pushed.output).toBe(0);
  expect(pushed.output).not.toMatch(/nx run \w+:(test|lock|build-image)/);
  expect(pushed.output).toContain('staging: nothing was changed');
  expect(await tip()).toBe(before);
});

it('shares: what is affected is checked in exactly one of them', async () => {
  const { base } = await change('apps/world/world.txt', 'six\n', 'six');
  const clone = await runner.clone('six');
  const tested = async (NX_BASE: string): Promise<string[]> => {
    const runs: string[] = [];
    for (const index of [1, 2]) {
      const line = `sh .ci/gitops/affected.sh ${index} 2`;
      const { exitCode, output } = await runner.run(['sh', '-e'], line, clone, { NX_BASE });
      expect(exitCode, output).toBe(0);
      runs.push(...[...output.matchAll(/nx run (\w+):test/g)].map(([, name = '']) => name));
    }
    return [...runs].sort();
  };
  expect(await tested(base)).toEqual(['world']);
  expect(await tested('')).toEqual(['hello', 'world']);
});

it('drift: nothing, and exit code 2 after an edit by hand', async () => {
  const event = { github: {}, secrets, ref: 'main' };
  const text = await workflow('gitops-schedule');
  await scale(3);
  const found = outputOf(
    await runWorkflow(runner, text, event),
    ...['drift staging 2', 'drift production 0', 'collect 0'],
  );
  expect(found).toContain('spec.replicas');
  await scale(1);
});

it('the accounts have the rights that they need, and one less is one clear error', async () => {
  const role = ['role', 'gitops-deployer', `--namespace=${small.id}-staging`];
  const { rules } = JSON.parse(await kubectl(['get', ...role, '--output=json'])) as {
    rules: { resources: string[]; verbs: string[] }[];
  };
  const weaker = rules.map((rule) =>
    rule.resources.includes('deployments')
      ? {
          ...rule,
          verbs: rule.verbs.filter((verb) => !['create', 'patch', 'update'].includes(verb)),
        }
      : rule,
  );
  await kubectl(['patch', ...role, '--type=merge', `--patch=${JSON.stringify({ rules: weaker })}`]);
  const state = 'config-repository/.release/staging/state.yaml';
  const { exitCode, output } = await runner.run(
    ['sh', '-e'],
    `sed -i 's/replicas: 1/replicas: 2/' ${state}\nsh .ci/gitops/deploy.sh staging`,
    await runner.clone('main'),
    { KUBECONFIG: files['KUBECONFIG'] ?? '' },
  );
  expect(exitCode, output).toBe(1);
  expect(output.match(/\b[A-Z]+(_[A-Z]+)+: /g)).toEqual(['APPLY_REFUSED: ']);
  expect(output).toMatch(/cannot (create|patch|update) resource "deployments"/);
});
