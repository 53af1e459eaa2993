import { expect, it } from 'vitest';
import { growTrees } from './object-tree.ts';

const row = (kind: string, name: string, state = 'ok', info = '-') => ({
  namespace: 'shop',
  kind,
  name,
  reconcile_state: state,
  reconcile_info: info,
  age: '5m',
});

it('puts what controllers made under what they made it from, sorted', () => {
  const trees = growTrees([
    row('Service', 'web'),
    row('EndpointSlice', ' L web-1'),
    row('Deployment', 'web', 'ongoing', 'Waiting for 1 replica'),
    row('ReplicaSet', ' L web-a'),
    row('Pod', ' L.. web-a-2', 'fail', 'ImagePullBackOff'),
    row('Pod', ' L.. web-a-1'),
    row('ReplicaSet', ' L web-b'),
  ]);
  const shape = (tree: (typeof trees)[number]): unknown => [
    `${tree.kind} ${tree.name} ${tree.state} ${tree.reason}`.trim(),
    ...tree.children.map(shape),
  ];
  expect(trees.map(shape)).toEqual([
    [
      'Deployment web ongoing Waiting for 1 replica',
      ['ReplicaSet web-a ok', ['Pod web-a-1 ok'], ['Pod web-a-2 fail ImagePullBackOff']],
      ['ReplicaSet web-b ok'],
    ],
    ['Service web ok', ['EndpointSlice web-1 ok']],
  ]);
});
