import { expect, it } from 'vitest';
import { liveState, planChange, type KubernetesObject } from './plan-change.ts';
import { isMassDeletion } from './plan-risks.ts';

const identity = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'db' };
const object = (kind: string, more: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'db', uid: 'u', resourceVersion: '7' },
  ...more,
});

const update = (kind: string, wanted: object, live: object) =>
  planChange({ operation: 'update', ...identity, kind }, object(kind, wanted), object(kind, live));

it('shows which keys of a Secret change, never a value', () => {
  const { fields, live } = update(
    'Secret',
    { stringData: { password: 'new', user: 'ada' } },
    { data: { password: 'b2xk', user: 'YWRh' } },
  );
  expect(fields).toEqual([{ path: 'data.password', from: '***', to: '***' }]);
  expect(live).toEqual({ uid: 'u', digest: 'version:7' });
});

it('tells that a field cannot be changed, and what becomes of it', () => {
  const selector = (app: string) => ({ spec: { selector: { matchLabels: { app } } } });
  const refused = update('Deployment', selector('b'), selector('a'));
  expect(refused).toMatchObject({ operation: 'update', risks: ['immutable-field'] });
  const metadata = {
    name: 'db',
    annotations: { 'kapp.k14s.io/update-strategy': 'fallback-on-replace' },
  };
  const replaced = update('Deployment', { ...selector('b'), metadata }, selector('a'));
  expect(replaced).toMatchObject({ operation: 'replace', risks: ['immutable-field'] });
});

it.each([
  ['CustomResourceDefinition', ['custom-resource-definition']],
  ['PersistentVolumeClaim', ['volume-claim']],
  ['Namespace', ['namespace']],
  ['StatefulSet', ['stateful-set-template']],
  ['ConfigMap', []],
])('knows what is dear about a %s', (kind, risks) => {
  const template = (image: string) => ({
    spec: { template: { containers: [{ name: 'c', image }] } },
  });
  expect(update(kind, template('b'), template('a')).risks).toEqual(risks);
});

it('calls more than a third a mass deletion', () => {
  const deleted = (count: number) => Array.from({ length: count }, () => ({ operation: 'delete' }));
  expect(isMassDeletion(deleted(3), 6)).toBe(false);
  expect(isMassDeletion(deleted(4), 6)).toBe(true);
});

it('binds to what people and tools wrote, not to what controllers write', () => {
  const at = (version: string, more: object = {}) =>
    liveState(object('Deployment', { metadata: { name: 'a', resourceVersion: version }, ...more }));
  expect(at('1')).toEqual(at('2', { status: { ready: 1 } }));
  expect(at('1')).not.toEqual(at('1', { spec: {} }));
});
