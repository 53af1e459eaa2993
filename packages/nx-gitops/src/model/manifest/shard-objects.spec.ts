import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readIdentity } from './manifest.ts';
import { shardObjects } from './shard-objects.ts';

const labels = (name: string) => ({ app: name, 'part-of': 'shop' });

const service = (name: string): string[] =>
  [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { template: { metadata: { labels: labels(name) } } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels(name) } },
  ].map((one) => stringify(one));

const ingress = (...names: string[]): string =>
  stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'all' },
    spec: {
      rules: names.map((name) => ({ http: { paths: [{ backend: { service: { name } } }] } })),
    },
  });

const deny = stringify({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny' },
  spec: { podSelector: {} },
});

const namesOf = (documents: readonly string[]): string[] =>
  documents.map((text) => `${readIdentity(text)!.kind}/${readIdentity(text)!.name}`);

it('leaves a small release whole', () => {
  const documents = [...service('a'), ...service('b')];
  expect(shardObjects(documents, 6)).toEqual([{ documents, context: [] }]);
});

it('keeps a service with the pods that it selects, however common the other labels are', () => {
  const shards = shardObjects([...service('a'), ...service('b'), ...service('c')], 3);
  for (const { documents } of shards) {
    const names = namesOf(documents);
    for (const name of ['a', 'b', 'c']) {
      expect(names.includes(`Service/${name}`)).toBe(names.includes(`Deployment/${name}`));
    }
  }
  expect(shards.length).toBeGreaterThan(1);
  expect(shards.flatMap(({ documents }) => documents)).toHaveLength(9);
});

it('keeps an Ingress with the services that it names', () => {
  const shards = shardObjects([...service('a'), ...service('b'), ingress('a', 'b')], 2);
  const shard = shards.find(({ documents }) => namesOf(documents).includes('Ingress/all'));
  expect(namesOf(shard!.documents).sort()).toEqual(
    expect.arrayContaining([
      'Deployment/a',
      'Deployment/b',
      'Ingress/all',
      'Service/a',
      'Service/b',
    ]),
  );
});

it('gives every shard what concerns all pods', () => {
  const shards = shardObjects([deny, ...service('a'), ...service('b')], 3);
  expect(shards.length).toBeGreaterThan(1);
  for (const { context } of shards) expect(namesOf(context)).toEqual(['NetworkPolicy/deny']);
  expect(shards.flatMap(({ documents }) => namesOf(documents))).not.toContain('NetworkPolicy/deny');
});
