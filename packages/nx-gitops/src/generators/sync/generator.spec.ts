import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, expect, it } from 'vitest';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import { serviceGenerator } from '../service/generator.ts';
import { syncGenerator } from './generator.ts';

const chart = 'config-repository/umbrella-chart';

let tree: Tree;

beforeEach(async () => {
  tree = createTreeWithEmptyWorkspace();
  tree.write('config-repository/gitops.yaml', 'application: acme\n');
  tree.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: umbrella-chart\nversion: 0.1.0\n');
  await serviceGenerator(tree, { name: 'reviews' });
  await serviceGenerator(tree, { name: 'parcels' });
});

const text = (file: string): string => tree.read(`${chart}/${file}`, 'utf8') ?? '';

const expectInStep = async (): Promise<void> => {
  const before = [text('Chart.yaml'), text('Chart.lock')];
  expect(await syncGenerator(tree)).toEqual({});
  expect([text('Chart.yaml'), text('Chart.lock')]).toEqual(before);
  expect(() => checkChartLock(text('Chart.yaml'), text('Chart.lock'), chart)).not.toThrow();
};

it('has nothing to do after the generator of services', expectInStep);

it('takes out a chart that is gone', async () => {
  for (const file of ['Chart.yaml', 'values.yaml']) tree.delete(`${chart}/charts/parcels/${file}`);
  tree.delete(`${chart}/charts/parcels`);

  const { outOfSyncDetails } = await syncGenerator(tree);

  expect(outOfSyncDetails).toEqual([
    `${chart}/Chart.yaml names "parcels", which is not in charts/`,
  ]);
  expect(text('Chart.lock')).not.toContain('parcels');
  await expectInStep();
});

it('names a chart of a service that was copied in', async () => {
  tree.write(
    'apps/returns/kbld.yaml',
    'kind: Sources\nsources:\n  - image: returns\n    path: .\n',
  );
  tree.write(`${chart}/charts/returns/Chart.yaml`, 'name: returns\nversion: 0.3.0\n');

  const { outOfSyncDetails } = await syncGenerator(tree);

  expect(outOfSyncDetails).toEqual([`${chart}/Chart.yaml does not name "returns" of charts/`]);
  expect(text('Chart.lock')).toContain('version: 0.3.0');
  await expectInStep();
});
