import { expect, it } from 'vitest';
import type { LiveObject } from './drift.ts';
import { formatRebaseRules } from './rebase-rules.ts';

const live = {
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { 'mesh.example/on': 'yes' } },
  spec: { replicas: 3, containers: [{ name: 'proxy' }, { name: 'web', image: 'a' }] },
} as LiveObject;

const pathsOf = (...paths: string[]): unknown => {
  const fields = paths.map((path) => ({ path, manager: undefined }));
  const text = formatRebaseRules([{ live, fields }]);
  return text === undefined
    ? undefined
    : (JSON.parse(text) as { rebaseRules: { path: unknown }[] }).rebaseRules.map(
        ({ path }) => path,
      );
};

it('names fields as kapp does: keys with dots, items by their place', () => {
  expect(
    pathsOf('spec.replicas', 'metadata.labels.mesh.example/on', 'spec.containers[web].image'),
  ).toEqual([
    ['spec', 'replicas'],
    ['metadata', 'labels', 'mesh.example/on'],
    ['spec', 'containers', { index: 1 }, 'image'],
  ]);
});

it('has no rule for what is not there, and no document without a rule', () => {
  expect(pathsOf('spec.paused', 'spec.containers[gone].image')).toBeUndefined();
  expect(formatRebaseRules([])).toBeUndefined();
});

it('means one object only', () => {
  const text = formatRebaseRules([{ live, fields: [{ path: 'spec.replicas', manager: 'keda' }] }]);
  expect(JSON.parse(text ?? '')).toMatchObject({
    kind: 'Config',
    rebaseRules: [
      {
        sources: ['existing', 'new'],
        resourceMatchers: [
          { kindNamespaceNameMatcher: { kind: 'Deployment', namespace: 'shop', name: 'web' } },
        ],
      },
    ],
  });
});
