import { expect, it } from 'vitest';
import { prepareForKapp } from './prepare-for-kapp.ts';

const job = (annotations: string): string =>
  `---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations:\n${annotations}  name: migrate\nspec: {}\n`;
const hook = '    helm.sh/hook: post-upgrade\n';

it('lets kapp replace the Job of a hook, as Helm does, unless the chart says what to do', () => {
  const strategy = '    kapp.k14s.io/update-strategy: fallback-on-replace\n';
  expect(prepareForKapp(job(hook))).toBe(job(strategy + hook));
  const versioned = job(`${hook}    kapp.k14s.io/versioned: ""\n`);
  expect(prepareForKapp(versioned)).toBe(versioned);
  expect(prepareForKapp(job(''))).toBe(job(''));
});

const crd = (text: string, spec = ''): string =>
  `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: a\nspec:\n${spec}  group: a\n  text: ${text}\n`;

it('says the default of a CRD that is too large for the annotation of kapp', () => {
  const text = 'x'.repeat(250_000);
  expect(prepareForKapp(crd(text))).toBe(crd(text, '  conversion:\n    strategy: None\n'));
  const webhook = crd(text, '  conversion:\n    strategy: Webhook\n');
  expect(prepareForKapp(webhook)).toBe(webhook);
  expect(prepareForKapp(crd('short'))).toBe(crd('short'));
});
