import { expect, it } from 'vitest';
import type { ApiAnswer, ApiServer } from './api-server.ts';
import { readLiveObjects } from './live-objects.ts';

const apps = {
  resources: [
    { name: 'deployments', kind: 'Deployment', namespaced: true },
    { name: 'deployments/scale', kind: 'Scale', namespaced: true },
  ],
};
const core = {
  resources: [
    { name: 'namespaces', kind: 'Namespace', namespaced: false },
    { name: 'secrets', kind: 'Secret', namespaced: true },
  ],
};

/** Answers by path; what it does not know is not there. */
function openFake(answers: Readonly<Record<string, unknown>>): {
  readonly api: ApiServer;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const known: Record<string, unknown> = { '/apis/apps/v1': apps, '/api/v1': core, ...answers };
  const ask = async ({ path }: { path: string }): Promise<ApiAnswer> => {
    asked.push(path);
    const found = known[path];
    if (found === 403) return { status: 403, text: '', refusal: 'pods is forbidden' };
    if (found === undefined) return { status: 404, text: '', refusal: 'not found' };
    return { status: 200, text: JSON.stringify(found), refusal: undefined };
  };
  const api = { cluster: { kubeconfig: undefined, context: 'c' }, prepare: () => undefined, ask };
  return { api, asked };
}

const named = (name: string) => ({ metadata: { name } });
const deployment = (name: string, namespace = 'n', apiVersion = 'apps/v1') => ({
  ...{ apiVersion, kind: 'Deployment', namespace, name },
});
const deployments = '/apis/apps/v1/namespaces/n/deployments';

it('asks for a few by name, and for the kinds of a group once', async () => {
  const { api, asked } = openFake({ [`${deployments}/a`]: named('a') });
  const found = await readLiveObjects(api, [deployment('a'), deployment('b')]);
  expect(found).toEqual([named('a')]);
  expect(asked).toEqual(['/apis/apps/v1', `${deployments}/a`, `${deployments}/b`]);
});

it('puts what names no namespace where it is told, and cluster-wide objects nowhere', async () => {
  const { api, asked } = openFake({});
  const wide = { apiVersion: 'v1', kind: 'Namespace', namespace: 'n', name: 'n' };
  await readLiveObjects(api, [deployment('a', ''), wide], 'n');
  expect(asked).toContain(`${deployments}/a`);
  expect(asked).toContain('/api/v1/namespaces/n');
});

it('takes the version that the server prefers where only the group is known', async () => {
  const { api, asked } = openFake({
    '/apis/apps': { preferredVersion: { groupVersion: 'apps/v1' } },
  });
  await readLiveObjects(api, [deployment('a', 'n', 'apps/')]);
  expect(asked).toContain(`${deployments}/a`);
});

it('finds nothing of a kind that the server does not know yet', async () => {
  const { api, asked } = openFake({});
  const unknown = { apiVersion: 'shop.example/v1', kind: 'Cart', namespace: 'n', name: 'a' };
  expect(await readLiveObjects(api, [unknown])).toEqual([]);
  expect(asked).toEqual(['/apis/shop.example/v1']);
});

const many = Array.from({ length: 21 }, (_, at) => `a${at}`);

it('lists many page by page, and keeps those that are asked for', async () => {
  const first = { items: [named('a0'), named('other')], metadata: { continue: 'x y' } };
  const { api } = openFake({
    [`${deployments}?limit=500`]: first,
    [`${deployments}?limit=500&continue=x%20y`]: { items: [named('a1')], metadata: {} },
  });
  const found = await readLiveObjects(
    api,
    many.map((name) => deployment(name)),
  );
  expect(found).toEqual(
    ['a0', 'a1'].map((name) => ({ ...named(name), apiVersion: 'apps/v1', kind: 'Deployment' })),
  );
});

it('asks one by one where it may not list, and for Secrets always', async () => {
  const { api, asked } = openFake({ [`${deployments}?limit=500`]: 403 });
  await readLiveObjects(
    api,
    many.map((name) => deployment(name)),
  );
  expect(asked.filter((path) => path.startsWith(`${deployments}/`))).toHaveLength(21);
  const secrets = many.map((name) => ({ apiVersion: 'v1', kind: 'Secret', namespace: 'n', name }));
  await readLiveObjects(api, secrets);
  expect(asked.some((path) => path.includes('secrets?'))).toBe(false);
});
