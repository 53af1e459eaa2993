import { expect, it } from 'vitest';
import type { ObjectTree } from '../../model/manifest/object-tree.ts';
import type { Environment } from '../../model/settings/environment.ts';
import { formatTrees } from './format-trees.ts';

const staging = { name: 'staging', namespace: 'shop' } as Environment;
const tree = (kind: string, name: string, more: Partial<ObjectTree> = {}): ObjectTree => ({
  ...{ namespace: 'shop', kind, name, state: 'ok', age: '5m', reason: '', children: [] },
  ...more,
});

it('shows what was made from what, and names a namespace only where it is another one', () => {
  const pod = tree('Pod', 'web-1', { state: 'ongoing', age: '3s', reason: 'Pending' });
  const lines = formatTrees(
    [
      tree('ClusterRole', 'web', { namespace: '' }),
      tree('Deployment', 'web', { children: [pod] }),
      tree('Service', 'web', { namespace: 'other' }),
    ],
    staging,
  );
  expect(lines).toEqual([
    'object             state    age  reason',
    'ClusterRole web    ok       5m',
    'Deployment web     ok       5m',
    '  Pod web-1        ongoing  3s   Pending',
    'Service other/web  ok       5m',
  ]);
});

it('says so where nothing runs', () => {
  expect(formatTrees([], staging)).toEqual(['staging runs nothing']);
});
