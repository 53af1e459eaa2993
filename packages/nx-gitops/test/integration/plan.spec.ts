import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatLock } from '../../src/model/lock/lock.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { kubectl } from '../workspace/cluster.ts';
import { expectError } from '../workspace/refusal.ts';
import {
  configMap,
  createSnapshot,
  deploySnapshot,
  deployment,
  object,
  writeSnapshot,
} from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const hello = deployment('hello');
const secret = (more: string): string => object('v1', 'Secret', 'token', more);

beforeAll(async () => {
  small = await createSnapshot(hello);
  await lock(a);
  await small.commit('chore(release): publish hello');
  await deploy();
});

afterAll(() => small?.dispose());

/** A lock as a run of "lock" and "publish" would leave it. */
const lock = (digest: string): Promise<void> =>
  small.write(
    'config-repository/app-locks/hello.kbld.lock.yml',
    formatLock({
      images: [{ image: 'hello', newImage: `registry.example/hello@sha256:${digest}` }],
      built: { key: `v1:${digest}`, roots: ['apps/hello'] },
      held: undefined,
    }),
  );

const deploy = (...args: string[]): Promise<string> => deploySnapshot(small, ...args);

async function diff(...args: string[]): Promise<{ exitCode: number; plan: Plan }> {
  const { exitCode, stdout, stderr } = await small.cli('diff', '--format=json', ...args);
  expect(stdout, stderr).not.toBe('');
  return { exitCode, plan: JSON.parse(stdout) as Plan };
}

it('names each field with its old and its new value, and nothing that the API server filled in', async () => {
  await writeSnapshot(small, hello.replace('replicas: 1', 'replicas: 2'), configMap('settings'));
  const { exitCode, plan } = await diff();
  expect(exitCode).toBe(2);
  const changes = plan.changes.map(({ operation, kind, fields }) => ({ operation, kind, fields }));
  expect(changes).toHaveLength(2);
  expect(changes).toContainEqual({ operation: 'create', kind: 'ConfigMap', fields: [] });
  expect(changes).toContainEqual({
    operation: 'update',
    kind: 'Deployment',
    fields: [{ path: 'spec.replicas', from: 1, to: 2 }],
  });
  const text = await small.cli('diff');
  expect(text.stdout).toContain('staging (nx-gitops-local): 1 to create, 1 to update');
  expect(text.stdout).toContain('    spec.replicas: 1 → 2');
  expect(text.stdout).not.toContain('\u001b[');
  const markdown = await small.cli('diff', '--format=markdown');
  expect(markdown.stdout).toContain('### staging (nx-gitops-local)');
  expect(markdown.stdout).toContain('<code>spec.replicas</code> | <code>1</code> | <code>2</code>');
  expectError((await small.cli('diff', '--format=xml')).stderr, {
    code: 'OPTIONS_INVALID',
    problem: ['--format is text, json or markdown'],
    hint: '--help',
  });
});

it('tells which commits of the sources lie between two images', async () => {
  await small.write('apps/hello/hello.txt', 'hello again\n');
  await small.commit('feat(hello): greet twice');
  await lock(b);
  await small.commit('chore(release): publish hello');
  await writeSnapshot(small, deployment('hello', '', b));
  const { plan } = await diff();
  expect(plan.changes[0]?.images).toEqual([
    {
      container: 'hello',
      from: `registry.example/hello@sha256:${a}`,
      to: `registry.example/hello@sha256:${b}`,
      commits: [
        { commit: await small.git('rev-parse', 'HEAD~1'), subject: 'feat(hello): greet twice' },
      ],
    },
  ]);
  expect((await small.cli('diff')).stdout).toContain(' feat(hello): greet twice');
});

it('flags what cannot be undone and what the API server refuses, and shows no secret', async () => {
  const old = secret('stringData:\n  token: plain-value-one\n');
  await writeSnapshot(small, hello, old, configMap('one'), configMap('two'));
  await deploy();
  await writeSnapshot(small, hello, secret('type: other\nstringData:\n  token: plain-value-two\n'));
  const { plan } = await diff();
  const planned = plan.changes.find(({ kind }) => kind === 'Secret');
  expect(planned).toMatchObject({ operation: 'update', risks: ['immutable-field'] });
  expect(planned?.fields).toContainEqual({ path: 'data.token', from: '***', to: '***' });
  expect(plan.risks).toEqual(['mass-deletion']);
  for (const value of ['plain-value-one', 'plain-value-two']) {
    expect(JSON.stringify(plan)).not.toContain(value);
    expect(JSON.stringify(plan)).not.toContain(Buffer.from(value).toString('base64'));
  }
  await writeSnapshot(small, hello);
  await deploy('--allow-deletion');
});

it('does exactly what a plan says, once', async () => {
  await writeSnapshot(small, hello.replace('replicas: 1', 'replicas: 2'));
  const { plan } = await diff('--out=plan.json');
  expect(JSON.parse(await small.read('plan.json'))).toEqual(plan);
  await deploy('--plan=plan.json');
  expectError((await small.cli('deploy', '--plan=plan.json')).stderr, {
    code: 'PLAN_OUTDATED',
    problem: ['These live objects moved since: Deployment'],
    hint: 'nx-gitops diff --out',
  });
});

it('refuses when the snapshot or a live object moved since the plan was made', async () => {
  const outdated = { code: 'PLAN_OUTDATED', hint: 'nx-gitops diff --out' };
  const inNamespace = `--namespace=${small.id}-staging`;
  await writeSnapshot(small, hello.replace('replicas: 1', 'replicas: 3'));
  await diff('--out=plan.json');
  await kubectl(['label', 'deployment/hello', 'by=hand', inNamespace]);
  expectError((await small.cli('deploy', '--plan=plan.json')).stderr, {
    ...outdated,
    problem: [`These live objects moved since: Deployment ${small.id}-staging/hello`],
  });
  await diff('--out=plan.json');
  await writeSnapshot(small, hello.replace('replicas: 1', 'replicas: 4'));
  expectError((await small.cli('deploy', '--plan=plan.json', '--dry-run')).stderr, {
    ...outdated,
    problem: ['The snapshot is another one now'],
  });
  const replicas = ['get', 'deployment/hello', '--output=jsonpath={.spec.replicas}'];
  expect(await kubectl([...replicas, inNamespace])).toBe('2');
});

it('refuses the plan of another environment', async () => {
  const { plan } = await diff();
  await small.write('plan.json', JSON.stringify({ ...plan, environment: 'production' }));
  expectError((await small.cli('deploy', '--plan=plan.json')).stderr, {
    code: 'PLAN_OUTDATED',
    problem: ['It is for the environment "production", this deploy for "staging"'],
    hint: 'nx-gitops diff --out',
  });
});

it('says what is wrong with a file that is no plan', async () => {
  await small.write('plan.json', '{"version":1}');
  const refusal = { code: 'PLAN_INVALID', hint: 'nx-gitops diff --out' };
  expectError((await small.cli('deploy', '--plan=plan.json')).stderr, {
    ...refusal,
    problem: ['plan.json: environment'],
  });
  expectError((await small.cli('deploy', '--plan=none.json')).stderr, {
    ...refusal,
    problem: ['none.json does not exist'],
  });
});
