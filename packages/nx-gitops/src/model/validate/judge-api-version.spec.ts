import { expect, it } from 'vitest';
import { deprecations } from './api-deprecations.ts';
import { judgeApiVersion } from './judge-api-version.ts';

it('names the replacement of what is not served any more', () => {
  expect(judgeApiVersion('policy/v1beta1', 'PodDisruptionBudget', '1.25.0')).toEqual({
    state: 'removed',
    message:
      'PodDisruptionBudget of policy/v1beta1 is not served since Kubernetes 1.25: write policy/v1',
  });
});

it('tells deprecated from removed by the version that is asked about', () => {
  const stateIn = (version: string) => judgeApiVersion('batch/v1beta1', 'CronJob', version)?.state;
  expect(['1.20.9', '1.21.0', '1.24.7', '1.25.0'].map(stateIn)).toEqual([
    undefined,
    'deprecated',
    'deprecated',
    'removed',
  ]);
});

it('says where nothing takes the place', () => {
  expect(judgeApiVersion('policy/v1beta1', 'PodSecurityPolicy', '1.30.0')?.message).toContain(
    'nothing takes its place',
  );
});

it('lets pass what it does not know, and what is current', () => {
  expect(judgeApiVersion('apps/v1', 'Deployment', '1.37.2')).toBeUndefined();
  expect(judgeApiVersion('example.com/v1beta1', 'Ingress', '1.37.2')).toBeUndefined();
});

it('never leads from one removed version to another that is gone at the same time', () => {
  for (const one of deprecations) {
    for (const kind of one.kinds) {
      const next = one.replacement && judgeApiVersion(one.replacement, kind, `1.${one.removed}.0`);
      expect(next, `${one.apiVersion} ${kind}`).toSatisfy(
        (verdict: unknown) => !verdict || (verdict as { state: string }).state === 'deprecated',
      );
    }
  }
});
