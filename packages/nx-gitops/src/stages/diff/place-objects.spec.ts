import { expect, it } from 'vitest';
import { splitSnapshot } from '../../model/manifest/manifest.ts';
import type { FindResource } from '../../tools/api-resources.ts';
import { placeObjects } from './place-objects.ts';

const known = new Map([
  ['ConfigMap', true],
  ['ClusterRole', false],
]);
const find: FindResource = async ({ apiVersion, kind }) => {
  const isNamespaced = known.get(kind);
  return isNamespaced === undefined
    ? undefined
    : { apiVersion, kind, isNamespaced, root: '', plural: '' };
};

const object = (kind: string, namespace = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a\n${namespace && `  namespace: ${namespace}\n`}`;

const place = (...texts: string[]) => placeObjects(splitSnapshot(texts.join('---\n')), 'app', find);

it('says where each object goes', async () => {
  const placed = await place(object('ConfigMap'), object('ConfigMap', 'b'), object('ClusterRole'));
  expect(placed?.map(({ namespace }) => namespace)).toEqual(['app', 'b', '']);
});

it('leaves to kapp what the API server does not know, or has no namespaces for', async () => {
  expect(await place(object('ConfigMap'), object('Widget'))).toBeUndefined();
  expect(await place(object('ClusterRole', 'b'))).toBeUndefined();
});
