import { expect, it } from 'vitest';
import { splitUnits } from './rendered-unit.ts';

const tree = (...paths: string[]): Map<string, string> =>
  new Map(paths.map((path) => [path, path]));

it('parts a tree into subcharts and the umbrella chart itself', () => {
  const units = splitUnits(
    tree(
      'shop/templates/deny.yaml',
      'shop/charts/orders/templates/service.yaml',
      'shop/charts/orders/charts/redis/templates/service.yaml',
      'shop/crds/crd.yaml',
      'shop/charts/orders/crds/crd.yaml',
    ),
  );
  expect(units.map(({ name, files }) => [name, ...files.keys()])).toEqual([
    [
      'orders',
      'shop/charts/orders/charts/redis/templates/service.yaml',
      'shop/charts/orders/crds/crd.yaml',
      'shop/charts/orders/templates/service.yaml',
    ],
    ['', 'shop/crds/crd.yaml', 'shop/templates/deny.yaml'],
  ]);
});

it('keeps the order of paths, in which a dash comes before a slash', () => {
  const units = splitUnits(tree('shop/charts/a/templates/x.yaml', 'shop/charts/a-b/x.yaml'));
  expect(units.map(({ name }) => name)).toEqual(['a-b', 'a']);
});
