import { expect, it } from 'vitest';
import { compareSnapshots } from './compare-snapshots.ts';

const object = (name: string, value: number): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: n\ndata:\n  a: "${value}"\n`;

it('names what is new, other and gone', () => {
  const before = [object('a', 1), object('b', 1), object('c', 1)].join('');
  const after = [object('d', 1), object('b', 2), object('a', 1)].join('');
  expect(compareSnapshots(before, after).map((one) => `${one.operation} ${one.name}`)).toEqual([
    'create d',
    'update b',
    'delete c',
  ]);
});

it('finds nothing in equal snapshots, whatever their order', () => {
  const [a, b] = [object('a', 1), object('b', 1)];
  expect(compareSnapshots(a + b, b + a)).toEqual([]);
  expect(compareSnapshots('', '')).toEqual([]);
});
