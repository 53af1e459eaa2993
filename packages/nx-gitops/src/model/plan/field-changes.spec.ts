import { expect, it } from 'vitest';
import { findFieldChanges } from './field-changes.ts';

const container = (more: object = {}) => ({
  spec: { containers: [{ name: 'web', image: 'a', ...more }] },
});

it('names the field, what it was and what it will be', () => {
  expect(findFieldChanges(container({ image: 'b' }), container(), container())).toEqual([
    { path: 'spec.containers[web].image', from: 'a', to: 'b' },
  ]);
});

it('leaves out what the API server added, and forms of the same value', () => {
  const live = {
    ...container({ imagePullPolicy: 'Always', resources: { limits: { cpu: '500m' } } }),
    status: { ready: true },
  };
  const wanted = container({ resources: { limits: { cpu: 0.5 } }, env: [], securityContext: null });
  expect(findFieldChanges(wanted, live, undefined)).toEqual([]);
});

it('leaves out a false that the API server does not keep, unless nothing else differs', () => {
  const before = container({ tty: false });
  const image = { path: 'spec.containers[web].image', from: 'a', to: 'b' };
  const wanted = container({ tty: false, image: 'b' });
  expect(findFieldChanges(wanted, container(), before)).toEqual([image]);
  const tty = { path: 'spec.containers[web].tty', to: false };
  expect(findFieldChanges(wanted, container(), container())).toEqual([image, tty]);
  expect(findFieldChanges(before, container(), before)).toEqual([tty]);
});

it('shows a field that was applied before and is no more', () => {
  const before = { data: { a: '1', b: '2' } };
  expect(findFieldChanges({ data: { a: '1' } }, before, before)).toEqual([
    { path: 'data.b', from: '2' },
  ]);
});

it('shows an item that was added, and one that was taken away', () => {
  const live = { env: [{ name: 'A', value: '1' }] };
  const wanted = { env: [{ name: 'B', value: '2' }] };
  expect(findFieldChanges(wanted, live, live)).toEqual([
    { path: 'env[B]', to: { name: 'B', value: '2' } },
    { path: 'env[A]', from: { name: 'A', value: '1' } },
  ]);
});

it('shows a list without names as a whole where its length changes', () => {
  expect(findFieldChanges({ args: ['a', 'b'] }, { args: ['a'] }, undefined)).toEqual([
    { path: 'args', from: ['a'], to: ['a', 'b'] },
  ]);
});

it('takes text of people at its word', () => {
  expect(findFieldChanges({ data: { a: '1000m' } }, { data: { a: '1' } }, undefined)).toEqual([
    { path: 'data.a', from: '1', to: '1000m' },
  ]);
});

it('says nothing of the labels that kapp adds, and something of the annotations that people write', () => {
  const labels = { 'kapp.k14s.io/app': '1', 'kapp.k14s.io/association': 'v1' };
  const applied = { metadata: { labels, namespace: 'shop' } };
  const wanted = {
    metadata: { annotations: { 'kapp.k14s.io/update-strategy': 'x', 'a.b/c': 'y' } },
  };
  expect(findFieldChanges(wanted, applied, applied).map(({ path }) => path)).toEqual([
    'metadata.annotations',
  ]);
  const live = { metadata: { annotations: {} } };
  expect(findFieldChanges(wanted, live, undefined).map(({ path }) => path)).toEqual([
    'metadata.annotations["kapp.k14s.io/update-strategy"]',
    'metadata.annotations["a.b/c"]',
  ]);
});
