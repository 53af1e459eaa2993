import { expect, it } from 'vitest';
import { annotateTemplate } from './annotate-template.ts';

const workload = (metadata: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    metadata:
${metadata}    spec:
      containers: []
`;

it('adds the annotation where the template has none', () => {
  expect(
    annotateTemplate(workload('      labels:\n        app: a\n'), ['spec', 'template'], 'k', 'v'),
  ).toBe(workload('      annotations:\n        k: "v"\n      labels:\n        app: a\n'));
});

it('puts it among others in their order', () => {
  const before =
    '      annotations:\n        a: "1"\n        z: |\n          text\n      labels: {}\n';
  const after =
    '      annotations:\n        a: "1"\n        k: "v"\n        z: |\n          text\n      labels: {}\n';
  expect(annotateTemplate(workload(before), ['spec', 'template'], 'k', 'v')).toBe(workload(after));
});

it('leaves a document without the template alone', () => {
  expect(
    annotateTemplate('kind: Service\nspec:\n  ports: []\n', ['spec', 'template'], 'k', 'v'),
  ).toBe(undefined);
});
