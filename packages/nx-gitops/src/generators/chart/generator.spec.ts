import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, expect, it } from 'vitest';
import { checkChartLock } from '../../model/chart/chart-lock.ts';
import { chartGenerator } from './generator.ts';

const chart = 'config-repository/umbrella-chart';
const redis = {
  name: 'redis',
  chartVersion: '23.1.0',
  repository: 'oci://charts.example/library',
};

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  tree.write('config-repository/gitops.yaml', 'application: acme\n');
  tree.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: umbrella-chart\nversion: 0.1.0\n');
});

const text = (file: string): string => tree.read(`${chart}/${file}`, 'utf8') ?? '';

it('adds an entry to Chart.yaml and the lock that Helm takes, and nothing the second time', async () => {
  await chartGenerator(tree, redis);
  const first = [text('Chart.yaml'), text('Chart.lock')];

  await chartGenerator(tree, redis);

  expect([text('Chart.yaml'), text('Chart.lock')]).toEqual(first);
  expect(first[0]).toContain('repository: oci://charts.example/library');
  expect(() => checkChartLock(text('Chart.yaml'), text('Chart.lock'), chart)).not.toThrow();
});

it('changes no version', async () => {
  await chartGenerator(tree, redis);

  await expect(chartGenerator(tree, { ...redis, chartVersion: '24.0.0' })).rejects.toThrow(
    'CHART_INVALID: config-repository/umbrella-chart/Chart.yaml has redis 23.1.0 already',
  );
});

it('refuses what is no place for charts', async () => {
  await expect(chartGenerator(tree, { ...redis, repository: '../x' })).rejects.toThrow(
    'OPTIONS_INVALID',
  );
});
