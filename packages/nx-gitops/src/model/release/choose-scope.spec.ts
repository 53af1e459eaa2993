import { expect, it } from 'vitest';
import { chooseScope, findChanged, type ScopeInput } from './choose-scope.ts';
import { splitSnapshot } from '../manifest/manifest.ts';
import { digestObjects } from '../manifest/object-digests.ts';

const object = (kind: string, name: string, more = ''): string =>
  `apiVersion: ${kind === 'Deployment' ? 'apps/v1' : 'v1'}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\n${more}`;

const before = [object('ConfigMap', 'a'), object('ConfigMap', 'b'), object('Deployment', 'web')];

const input = (now: readonly string[], change: Partial<ScopeInput> = {}): ScopeInput => ({
  objects: splitSnapshot(now.join('---\n')),
  running: {
    ...{ at: '1', by: 'ada', commit: 'c', isDirty: false },
    ...{ digest: 'sha256:1', kind: 'deploy', result: 'deployed' },
  },
  recorded: {
    snapshot: 'sha256:1',
    lastChange: 'shop-change-1',
    objects: digestObjects(splitSnapshot(before.join('---\n'))),
  },
  app: {
    lastChange: 'shop-change-1',
    kinds: [
      { Group: '', Kind: 'ConfigMap' },
      { Group: 'apps', Kind: 'Deployment' },
    ],
    namespaces: ['shop'],
  },
  namespace: 'shop',
  ...change,
});

const changed = (now: readonly string[]): unknown => {
  const scope = chooseScope(input(now));
  return scope.kind === 'full' ? scope.reason : scope.objects.map(({ name }) => name);
};

it('is what changed and what is new', () => {
  expect(changed(before)).toEqual([]);
  expect(changed([...before].reverse())).toEqual([]);
  expect(changed([object('ConfigMap', 'a', 'data: {}\n'), ...before.slice(1)])).toEqual(['a']);
  expect(changed([...before, object('ConfigMap', 'c')])).toEqual(['c']);
});

it.each([
  ['something goes away', before.slice(1), '1 object goes away'],
  ['one goes, one comes', [...before.slice(1), object('ConfigMap', 'c')], '1 object goes away'],
  ['a kind is new', [...before, object('Service', 's')], 'Service is a new kind'],
  [
    'a namespace is new',
    [...before, object('ConfigMap', 'c').replace('namespace: shop', 'namespace: x')],
    'x is a new namespace',
  ],
  [
    'what changes has an order',
    [
      ...before.slice(0, 2),
      object('Deployment', 'web', '  annotations:\n    kapp.k14s.io/change-group: web\n'),
    ],
    'Deployment web has rules of kapp',
  ],
  [
    'versioned objects are there',
    [...before, object('ConfigMap', 'c', '  annotations:\n    kapp.k14s.io/versioned: ""\n')],
    'the snapshot has versioned objects',
  ],
  [
    'kapp is configured',
    [...before, 'apiVersion: kapp.k14s.io/v1alpha1\nkind: Config\n'],
    'the snapshot configures kapp',
  ],
])('is everything where %s', (_, now, reason) => {
  expect(chooseScope(input(now))).toEqual({ kind: 'full', reason });
});

it('is everything without a recorded success, or when kapp was used since', () => {
  const { running, recorded, app } = input(before);
  const doubtful: Partial<ScopeInput>[] = [
    { running: undefined },
    { running: { ...running!, result: 'failed' } },
    { running: { ...running!, result: 'deploying' } },
    { running: { ...running!, digest: 'sha256:2' } },
    { recorded: undefined },
    { app: undefined },
    { app: { ...app!, lastChange: 'shop-change-2' } },
    { recorded: { ...recorded!, lastChange: undefined } },
  ];
  for (const one of doubtful) expect(chooseScope(input(before, one)).kind).toBe('full');
  expect(chooseScope(input(before)).kind).toBe('changed');
});

it('finds what differs from a recorded success, and takes everything for changed without one', () => {
  const { objects, running, recorded } = input([...before, object('ConfigMap', 'c')]);
  const names = (...[run, known]: [typeof running, typeof recorded]): string[] =>
    findChanged(objects, run, known).map(({ name }) => name);
  expect(names(running, recorded)).toEqual(['c']);
  expect(names(running, undefined)).toHaveLength(4);
  expect(names(undefined, recorded)).toHaveLength(4);
  expect(names(running && { ...running, result: 'failed' }, recorded)).toHaveLength(4);
  expect(names(running, recorded && { ...recorded, snapshot: 'sha256:2' })).toHaveLength(4);
});
