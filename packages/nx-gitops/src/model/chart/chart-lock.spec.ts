import { expect, it } from 'vitest';
import { checkChartLock, digestDependencies } from './chart-lock.ts';

const memcached = {
  name: 'memcached',
  version: '4.2.25',
  repository: 'https://charts.bitnami.com/bitnami',
};

it('computes the digest that Helm wrote into the Chart.lock of the seed', () => {
  expect(digestDependencies([memcached], [memcached])).toBe(
    'sha256:e908055b4a302a166eb96a785ef817bd97f9fa1b53f66789b7e6fca49efc20f5',
  );
});

const chart = 'dependencies:\n- name: a\n  version: 1.0.0\n  repository: ""\n';
const dependency = { name: 'a', version: '1.0.0', repository: '' };
const lock = (digest: string): string => `${chart}digest: ${digest}\n`;

it('accepts a lock in step, a chart without dependencies, and one with aliased repositories', () => {
  checkChartLock(chart, lock(digestDependencies([dependency], [dependency])), 'umbrella-chart');
  checkChartLock('name: x\n', undefined, 'umbrella-chart');
  checkChartLock(chart.replace('""', '"@bitnami"'), undefined, 'umbrella-chart');
});

it('refuses a lock out of step, and a lock that is missing', () => {
  expect(() => checkChartLock(chart, lock('sha256:0'), 'c')).toThrow(
    /CHART_LOCK_STALE: c\/Chart\.lock is out of step/,
  );
  expect(() => checkChartLock(chart, undefined, 'c')).toThrow(/Chart\.lock is missing/);
});
