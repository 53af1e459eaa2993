import { expect, it } from 'vitest';
import { sparePods } from './spare-pods.ts';

const object = (kind: string, metadata = ''): string =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata:\n${metadata}  name: web\n`;

it('annotates workloads against both rules of kapp, and Services against that of selectors', () => {
  const ownership = `    kapp.k14s.io/disable-default-ownership-label-rules: ""\n`;
  const scoping = `    kapp.k14s.io/disable-default-label-scoping-rules: ""\n`;
  const before = `${object('Deployment')}${object('Service', '  annotations:\n    a: "1"\n')}`;
  expect(sparePods(before)).toBe(
    `${object('Deployment', `  annotations:\n${scoping}${ownership}`)}${object('Service', `  annotations:\n    a: "1"\n${scoping}`)}`,
  );
});

it('leaves everything else byte for byte, and a second time all', () => {
  const others = `${object('ConfigMap')}${object('Secret')}`;
  expect(sparePods(others)).toBe(others);
  const once = sparePods(object('CronJob'));
  expect(sparePods(once)).toBe(once);
});
