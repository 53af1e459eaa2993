import { expect, it } from 'vitest';
import { nameOf, splitSnapshot } from './manifest.ts';

const state = `---
apiVersion: v1
kind: Service
metadata:
  labels:
    name: not-this
  name: one
  namespace: "shop"
spec:
  name: nor-this
---
apiVersion: v1
kind: Namespace
metadata:
  name: 'two'
`;

it('reads the identity of each object, and where it begins', () => {
  expect(splitSnapshot(state).map(({ text: _, ...rest }) => rest)).toEqual([
    { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'one', line: 2 },
    { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: 'two', line: 12 },
  ]);
  expect(splitSnapshot(state).map(nameOf)).toEqual(['Service shop/one', 'Namespace two']);
});
