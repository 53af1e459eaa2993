import { logger, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { initGenerator } from '../init/generator.ts';
import { ciGenerator } from './generator.ts';
import type { CiOptions } from './schema.ts';

let tree: Tree;
const warn = vi.spyOn(logger, 'warn').mockImplementation(() => undefined);

beforeEach(async () => {
  tree = createTreeWithEmptyWorkspace();
  await initGenerator(tree, { application: 'acme', secrets: false, hooks: false });
  warn.mockClear();
});

const text = (file: string): string => tree.read(file, 'utf8') ?? '';
const read = (file: string) => parse(text(file));
const workflow = (name: string) => read(`.github/workflows/gitops-${name}.yaml`);
const snapshot = (): ReadonlyMap<string, string> =>
  new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));

describe('GitHub Actions', () => {
  beforeEach(() => ciGenerator(tree, { provider: 'github', previews: true }));

  const workflows = () => [...snapshot()].filter(([path]) => path.startsWith('.github/'));

  it('deploys the environments one after the other, after the first only what was approved', () => {
    const { jobs } = workflow('release');

    expect(Object.keys(jobs)).toEqual([
      ...['check', 'release', 'deploy-staging', 'plan-production', 'deploy-production'],
    ]);
    expect(jobs['deploy-production']).toMatchObject({
      needs: ['release', 'deploy-staging', 'plan-production'],
      environment: 'production',
      concurrency: { group: 'gitops-deploy-production', 'cancel-in-progress': false },
    });
    expect(jobs['deploy-production'].steps.at(-1).run).toContain('plan-production.json');
    expect(jobs['deploy-staging'].steps.at(-1).run).not.toContain('plan');
  });

  it('gives each job its own rights, and the one that publishes alone the right to push', () => {
    const jobs = workflows().flatMap(([path, yaml]) => {
      expect(parse(yaml).permissions, path).toEqual({});
      return Object.entries<{ permissions?: Record<string, string> }>(parse(yaml).jobs);
    });

    expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
    expect(jobs.filter(([, job]) => job.permissions?.['contents'] === 'write')).toHaveLength(1);
  });

  it('names every action by a commit, and puts nothing of an event into a script but numbers', () => {
    const all = workflows()
      .map(([, yaml]) => yaml)
      .join('\n');
    const runs = workflows().flatMap(([, yaml]) =>
      Object.values<{ steps: { run?: string }[] }>(parse(yaml).jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run = '' }) => run.match(/\$\{\{.*?\}\}/g) ?? []),
      ),
    );

    expect(all.match(/uses: .*/g)).toEqual(all.match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm));
    expect([...new Set(runs)].sort()).toEqual([
      '${{ github.event.pull_request.number }}',
      '${{ matrix.environment }}',
    ]);
  });

  it('gives secrets to no pull request of a fork', () => {
    for (const name of ['pull-request', 'preview']) {
      const jobs = Object.values<{ if?: string }>(workflow(name).jobs);
      const using = jobs.filter((job) => JSON.stringify(job).includes('secrets.'));
      expect(
        using.every((job) => job.if?.includes('head.repo.full_name == github.repository')),
      ).toBe(true);
    }
  });

  it('runs scripts that are there', () => {
    const named = workflows().flatMap(([, yaml]) => yaml.match(/\.ci\/gitops\/[\w-]+\.\w+/g) ?? []);

    expect([...new Set(named)].filter((path) => !tree.exists(path))).toEqual([]);
  });
});

it('gets into a cloud with the identity of the job', async () => {
  await ciGenerator(tree, { provider: 'github', cloud: 'aws' });

  const { jobs } = workflow('release');
  expect(jobs['deploy-production'].permissions['id-token']).toBe('write');
  expect(jobs.check.permissions['id-token']).toBeUndefined();
  expect(text('.github/workflows/gitops-release.yaml')).not.toContain('secrets.KUBECONFIG');
});

it('shares the checks among jobs', async () => {
  await ciGenerator(tree, { provider: 'github', distribution: 'matrix', workers: 4 });

  const { jobs } = workflow('release');
  expect(jobs.test.strategy.matrix.share).toEqual([1, 2, 3, 4]);
  expect(jobs.release.needs).toEqual(['check', 'test']);
});

it('writes a pipeline of GitLab where production waits for a person', async () => {
  await ciGenerator(tree, { provider: 'gitlab' });

  const pipeline = read('.gitlab-ci.yml');
  expect(pipeline['deploy-staging'].rules[0].when).toBeUndefined();
  expect(pipeline['deploy-production'].rules[0].when).toBe('manual');
  expect(pipeline['deploy-production'].resource_group).toBe('gitops-deploy-production');
});

it('gives the accounts the rights of the snapshot, and says where there is none', async () => {
  tree.write(
    'config-repository/.release/staging/state.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n',
  );
  await ciGenerator(tree, { provider: 'shell' });

  expect(text('.ci/gitops/access/staging.yaml')).toContain('- deployments\n');
  expect(tree.exists('.ci/gitops/access/production.yaml')).toBe(false);
  expect(warn.mock.calls.flat().join('\n')).toContain(
    'run this again once there is one of production',
  );
});

it.each<CiOptions['provider']>(['github', 'gitlab', 'shell'])(
  'changes nothing the second time, keeps what was edited, and says so: %s',
  async (provider) => {
    await ciGenerator(tree, { provider });
    const first = snapshot();
    await ciGenerator(tree, { provider });
    expect(snapshot()).toEqual(first);
    expect(warn.mock.calls.flat().join('\n')).not.toContain('Kept');

    const file = '.ci/gitops/check.sh';
    tree.write(file, '# mine\n');
    tree.write('mise.toml', '# mine\n');
    await ciGenerator(tree, { provider });
    expect(text(file)).toBe('# mine\n');
    expect(warn.mock.calls.flat().join('\n')).toMatch(/Kept .*check\.sh$/m);

    await ciGenerator(tree, { provider, overwrite: true });
    expect(text(file)).toBe(first.get(file));
    expect(text('mise.toml')).toBe('# mine\n');
  },
);
